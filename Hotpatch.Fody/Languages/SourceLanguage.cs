using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Languages;

/// <summary>The language of a project's source, and how the language writes types.</summary>
/// <param name="Name">The language's name.</param>
/// <param name="Arguments">The brackets around type arguments.</param>
/// <param name="Array">The text after the element type of an array.</param>
internal sealed record SourceLanguage(string Name, (string Open, string Close) Arguments, string Array)
{
    public static SourceLanguage CSharp { get; } = new("C#", ("<", ">"), "[]");

    public static SourceLanguage FSharp { get; } = new("F#", ("<", ">"), "[]");

    public static SourceLanguage VisualBasic { get; } = new("Visual Basic", ("(Of ", ")"), "()");

    public static SourceLanguage Of(ModuleDefinition module)
        => module.Assembly.Has(KnownNames.Framework.FSharpInterfaceDataVersionAttribute) ? FSharp
            : IsVisualBasic(module) ? VisualBasic
            : CSharp;

    /// <summary>Returns the type as source in this language names it.</summary>
    public string Write(TypeReference type) => type switch
    {
        ArrayType { IsVector: true } array => Write(array.ElementType) + Array,
        GenericInstanceType instance => Generic(NameOf(instance.ElementType), instance.GenericArguments.Select(Write)),
        GenericParameter parameter => parameter.Name,
        _ => NameOf(type),
    };

    public string Generic(string name, IEnumerable<string> arguments) => $"{name}{Arguments.Open}{string.Join(", ", arguments)}{Arguments.Close}";

    private static string NameOf(TypeReference type)
    {
        var name = type.Name.Split('`')[0];
        return type.DeclaringType is { } outer ? $"{NameOf(outer)}.{name}" : type.Namespace.Length > 0 ? $"{type.Namespace}.{name}" : name;
    }

    // Without symbols, only the helper types that the compiler adds show the language.
    private static bool IsVisualBasic(ModuleDefinition module)
        => module.GetTypes().SelectMany(type => type.Methods)
            .Select(method => module.HasSymbols && method.HasBody ? method.DebugInformation.SequencePoints.FirstOrDefault()?.Document.Language : null)
            .FirstOrDefault(language => language is not null) is { } found
                ? found == DocumentLanguage.Basic
                : module.AssemblyReferences.Any(reference => reference.Name is "Microsoft.VisualBasic" or "Microsoft.VisualBasic.Core");
}
