namespace Hotpatch.Fody.Configuration;

/// <summary>The names by which the configuration can select a method. The weaver reads them from metadata, the analyzers from source.</summary>
internal interface IMethodName
{
    /// <summary>The namespace of the method's type. For a nested type, the namespace of the outermost type.</summary>
    string Namespace { get; }

    /// <summary>The declaring type: <c>Shop.PriceService</c>, <c>Shop.Outer+Inner</c>, <c>Shop.Box`1</c>.</summary>
    string Type { get; }

    /// <summary>The method's name in metadata: <c>Quote</c>, <c>get_Total</c>, <c>.ctor</c>.</summary>
    string Name { get; }

    /// <summary>Whether other assemblies can call the method.</summary>
    bool IsVisible { get; }

    /// <summary>Whether the JIT is asked to inline the method into its callers: <c>[MethodImpl(MethodImplOptions.AggressiveInlining)]</c>.</summary>
    bool IsAggressivelyInlined { get; }
}
