using System.IO.Compression;
using System.Text;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Languages;

/// <summary>What the F# compiler says of an assembly that it has made.</summary>
internal sealed class FSharpAssembly
{
    private const int NoInlining = 8;

    /// <summary>Names what is declared inline, among others; null where it can't be read.</summary>
    private readonly string? _data;

    private FSharpAssembly(ModuleDefinition module)
    {
        IsOptimized = !DisablesOptimizations(module.Assembly);
        _data = IsOptimized ? null : OptimizationData(module);
    }

    /// <summary>Whether the compiler copies small bodies into their callers.</summary>
    public bool IsOptimized { get; }

    /// <summary>Null where another compiler has made it.</summary>
    public static FSharpAssembly? Of(ModuleDefinition module)
        => module.Assembly.Has(KnownNames.Framework.FSharpInterfaceDataVersionAttribute) ? new FSharpAssembly(module) : null;

    /// <summary>
    /// Whether the compiler may have copied the body into callers, of this assembly or, by the optimization data in its resources, of another.
    /// </summary>
    /// <remarks>
    /// The compiler copies a body of at most six nodes and one for each argument group, and every body that is declared <c>inline</c>. The size
    /// of the IL does not exempt a method: metadata does not tell which ones are <c>inline</c>, and an optimizer decides anew in each build. Virtual
    /// methods are called through their slot, <c>base</c> calls are left as they are, and constructors are always <c>newobj</c>.
    /// </remarks>
    public bool MayCopy(MethodDefinition method)
        => method is { IsVirtual: false, IsConstructor: false }
            && !IsNeverInlined(method)
            && (IsOptimized || IsDeclaredInline(method));

    /// <summary>
    /// Whether it is the accessor of a record's or union's field, which the compiler reads itself within the assembly, or in an optimized one of
    /// an automatic property: <c>MethodImpl</c> can't stand there.
    /// </summary>
    public bool IsBypassedByField(MethodDefinition method)
        => method.Has(KnownNames.Framework.CompilerGeneratedAttribute)
            && (method.IsGetter || method.IsSetter)
            && (IsOptimized || IsField(method));

    private static bool IsField(MethodDefinition accessor)
        => accessor.DeclaringType.Properties.Any(property
            => (property.GetMethod == accessor || property.SetMethod == accessor) && property.Has(KnownNames.Framework.FSharpCompilationMappingAttribute));

    // On an accessor of its own, the compiler obeys the attribute, but writes it as one.
    private static bool IsNeverInlined(MethodDefinition method)
        => method.NoInlining
            || (method.Find(KnownNames.Framework.MethodImplAttribute) is { ConstructorArguments: [var options, ..] }
                && (Convert.ToInt32(options.Value, System.Globalization.CultureInfo.InvariantCulture) & NoInlining) != 0);

    // Without optimization, the data holds what is declared inline and nothing else.
    private bool IsDeclaredInline(MethodDefinition method)
    {
        var name = method.Find(KnownNames.Framework.FSharpCompilationSourceNameAttribute) is { ConstructorArguments: [{ Value: string source }, ..] }
            ? source
            : method.Name;
        return _data?.Contains(name) ?? true;
    }

    private static bool DisablesOptimizations(AssemblyDefinition assembly)
        => assembly.Find(KnownNames.Framework.DebuggableAttribute)?.ConstructorArguments switch
        {
            [{ Value: int modes }] => (modes & (int)System.Diagnostics.DebuggableAttribute.DebuggingModes.DisableOptimizations) != 0,
            [_, { Value: bool disabled }] => disabled,
            _ => false,
        };

    private static string? OptimizationData(ModuleDefinition module)
    {
        try
        {
            return string.Concat(module.Resources.OfType<EmbeddedResource>().Select(OptimizationData));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static string OptimizationData(EmbeddedResource resource)
    {
        if (!resource.Name.StartsWith("FSharpOptimization", StringComparison.Ordinal))
            return string.Empty;

        var data = resource.GetResourceData();
        if (!resource.Name.StartsWith("FSharpOptimizationCompressed", StringComparison.Ordinal))
            return Encoding.UTF8.GetString(data);

        using var unpacked = new DeflateStream(new MemoryStream(data), CompressionMode.Decompress);
        using var text = new StreamReader(unpacked, Encoding.UTF8);
        return text.ReadToEnd();
    }
}
