namespace Hotpatch.Routers;

/// <summary>The arguments of one call. The types nest, so that one definition serves any number of arguments without boxing them.</summary>
internal interface IArguments
{
    /// <summary>Returns an argument as an object.</summary>
    object? Get(int place);

    /// <summary>Sets an argument. The value has the argument's type.</summary>
    void Set(int place, object? value);
}
