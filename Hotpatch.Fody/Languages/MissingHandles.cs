using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Hotpatch.Fody.Selection;
using Mono.Cecil;

namespace Hotpatch.Fody.Languages;

/// <summary>Tells the build's log which patchable methods have no handle by name, and how to find their handles all the same.</summary>
internal static class MissingHandles
{
    public static void Report(ModuleDefinition module, IReadOnlyList<SelectedType> types, HandleDeclarations declared, WeaverLog log)
    {
        var language = SourceLanguage.Of(module);
        if (language == SourceLanguage.CSharp)
            ReportUndeclared(types, declared, language, log);
        else
            log.Info($"Handles by name are declared in C# projects only. In {language.Name}, look them up: {Example(types, language)}");
    }

    // The generator writes none where it is switched off.
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

        log.Info($"{ErrorCode.HandleNotDeclared.Text()}: {missing.Length} of the marked methods have no handle by name, since no other source file can name them, or another "
            + $"source generator writes them. Look them up: {LookUp(missing[0], language)}");
    }

    private static IEnumerable<SelectedMethod> All(SelectedType type) => type.Methods.Concat(type.Nested.SelectMany(All));

    private static string Example(IReadOnlyList<SelectedType> types, SourceLanguage language)
    {
        var methods = types.SelectMany(All).ToArray();
        return LookUp(methods.FirstOrDefault(method => HasTypedLookUp(method.Signature)) ?? methods[0], language);
    }

    private static bool HasTypedLookUp(MethodSignature signature)
        => signature.FitsFunc && !signature.Method.HasGenericParameters && !signature.Method.DeclaringType.HasGenericParameters;

    // By the full name, since not every language has typeof for every type: an F# module has none.
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
