using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Hotpatch.Fody.Selection;
using Mono.Cecil;

namespace Hotpatch.Fody.Languages;

/// <summary>Logs which patchable methods have no handle by name, and how to find their handles.</summary>
internal static class MissingHandles
{
    public static void Report(ModuleDefinition module, IReadOnlyList<SelectedType> types, HandleDeclarations declared, WeaverLog log)
    {
        var language = SourceLanguage.Of(module);
        if (language == SourceLanguage.CSharp)
            ReportUndeclared(types, declared, language, log);
        else
            log.Info($"Only C# projects declare handles by name. In {language.Name}, look up handles: {Example(types, language)}");
    }

    // If handles are switched off, the generator declares none, and there is nothing to report.
    private static void ReportUndeclared(IReadOnlyList<SelectedType> types, HandleDeclarations declared, SourceLanguage language, WeaverLog log)
    {
        if (declared.IsEmpty)
            return;

        var known = new HashSet<MethodDefinition>(declared.All.Select(pair => pair.Value));
        var missing = types.SelectMany(All)
            .Where(method => method.Mark == Mark.ByHand && !method.Signature.Method.IsLambdaOrLocalFunction() && !known.Contains(method.Signature.Method))
            .ToArray();
        if (missing.Length == 0)
            return;

        log.Info($"{ErrorCode.HandleNotDeclared.Text()}: {missing.Length} of the marked methods have no handle by name, because no other source file can name the methods, "
            + $"or because another source generator writes them. Look up their handles: {LookUp(missing[0], language)}");
    }

    private static IEnumerable<SelectedMethod> All(SelectedType type) => type.Methods.Concat(type.Nested.SelectMany(All));

    private static string Example(IReadOnlyList<SelectedType> types, SourceLanguage language)
    {
        var methods = types.SelectMany(All).ToArray();
        return LookUp(methods.FirstOrDefault(method => HasTypedLookUp(method.Signature)) ?? methods[0], language);
    }

    private static bool HasTypedLookUp(MethodSignature signature)
        => signature.FitsFunc && !signature.Method.HasGenericParameters && !signature.Method.DeclaringType.HasGenericParameters;

    // A look-up by full name works in every language. An F# module has no typeof.
    private static string LookUp(SelectedMethod method, SourceLanguage language)
    {
        var (name, signature) = (method.Signature.Method.DisplayName(), method.Signature);
        if (signature.Method.HasGenericParameters || signature.Method.DeclaringType.HasGenericParameters)
            return $"Patchable.ForAll(\"{name}\")";

        return HasTypedLookUp(signature)
            ? $"{language.Generic("Patchable.Find", [Delegate(signature, language)])}(\"{name}\")"
            : $"Patchable.Find(\"{name}\")";
    }

    private static string Delegate(MethodSignature signature, SourceLanguage language)
    {
        var types = signature.Arguments.Select(argument => language.Write(argument.Type)).ToList();
        if (signature.ReturnType.IsVoid())
            return types.Count == 0 ? "System.Action" : language.Generic("System.Action", types);

        types.Add(language.Write(signature.ReturnType));
        return language.Generic("System.Func", types);
    }
}
