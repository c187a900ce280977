namespace Hotpatch.Fody.Calls;

/// <summary>The way in which a body calls a method.</summary>
internal enum CallKind
{
    /// <summary>A call, or the creation of an object. The call stub takes its place.</summary>
    Call,

    /// <summary>A struct's constructor, which writes the struct where it lies.</summary>
    StructInPlace,

    /// <summary>A call on a type parameter, or on a struct that inherits the method. It doesn't box the receiver.</summary>
    Constrained,

    /// <summary>A delegate or a function pointer of a static method.</summary>
    StaticDelegate,

    /// <summary>A delegate that is bound to an object.</summary>
    BoundDelegate,

    /// <summary>A delegate that is bound to a boxed struct.</summary>
    BoxedDelegate,
}
