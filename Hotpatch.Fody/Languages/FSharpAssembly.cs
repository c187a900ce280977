using System.IO.Compression;
using System.Text;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Languages;

/// <summary>An assembly that the F# compiler made, and which bodies the compiler may have copied.</summary>
internal sealed class FSharpAssembly
{
    private const int NoInlining = 8;

    /// <summary>The text of the optimization data, with the names of all inline functions; null if it is unreadable.</summary>
    private readonly string? _data;

    private FSharpAssembly(ModuleDefinition module)
    {
        IsOptimized = !DisablesOptimizations(module.Assembly);
        _data = IsOptimized ? null : OptimizationData(module);
    }

    /// <summary>Whether the compiler copies small bodies into their callers.</summary>
    public bool IsOptimized { get; }

    /// <summary>Returns null if another compiler made the module.</summary>
    public static FSharpAssembly? Of(ModuleDefinition module)
        => module.Assembly.Has(KnownNames.Framework.FSharpInterfaceDataVersionAttribute) ? new FSharpAssembly(module) : null;

    /// <summary>
    /// Whether the compiler may have copied the method's body into callers in this assembly or, through the optimization data, in another.
    /// </summary>
    /// <remarks>
    /// The compiler copies each <c>inline</c> body, and each body of at most six nodes plus one for each argument group. The size of the IL proves
    /// nothing: metadata doesn't show <c>inline</c>, and the optimizer decides anew in each build. The compiler never copies virtual methods,
    /// <c>base</c> calls and constructors.
    /// </remarks>
    public bool MayCopy(MethodDefinition method)
        => method is { IsVirtual: false, IsConstructor: false }
            && !IsNeverInlined(method)
            && (IsOptimized || IsDeclaredInline(method));

    /// <summary>
    /// Whether callers may read a field instead of calling the accessor: for fields of records and unions, callers in the same assembly do; for
    /// automatic properties, callers in an optimized assembly do. <c>MethodImpl</c> can't prevent it.
    /// </summary>
    public bool IsBypassedByField(MethodDefinition method)
        => method.Has(KnownNames.Framework.CompilerGeneratedAttribute)
            && (method.IsGetter || method.IsSetter)
            && (IsOptimized || IsField(method));

    private static bool IsField(MethodDefinition accessor)
        => accessor.DeclaringType.Properties.Any(property
            => (property.GetMethod == accessor || property.SetMethod == accessor) && property.Has(KnownNames.Framework.FSharpCompilationMappingAttribute));

    // For an accessor with a body of its own, the compiler writes the attribute instead of the flag in metadata.
    private static bool IsNeverInlined(MethodDefinition method)
        => method.NoInlining
            || (method.Find(KnownNames.Framework.MethodImplAttribute) is { ConstructorArguments: [var options, ..] }
                && (Convert.ToInt32(options.Value, System.Globalization.CultureInfo.InvariantCulture) & NoInlining) != 0);

    // Without optimization, the data contains only inline functions.
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
