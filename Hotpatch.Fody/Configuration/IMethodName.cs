namespace Hotpatch.Fody.Configuration;

/// <summary>A method as the configuration speaks of it, whether it was read from metadata or, in an editor, from source.</summary>
internal interface IMethodName
{
    /// <summary>The namespace of its type, or of the outermost type around that.</summary>
    string Namespace { get; }

    /// <summary>Its type: <c>Shop.PriceService</c>, <c>Shop.Outer+Inner</c>, <c>Shop.Box`1</c>.</summary>
    string Type { get; }

    /// <summary>Its name in metadata: <c>Quote</c>, <c>get_Total</c>, <c>.ctor</c>.</summary>
    string Name { get; }

    /// <summary>Whether other assemblies can call it.</summary>
    bool IsVisible { get; }
}
