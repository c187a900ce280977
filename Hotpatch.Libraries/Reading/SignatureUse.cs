namespace Hotpatch.Libraries.Reading;

/// <summary>The places in which a method's signature can stand. They allow different calling conventions.</summary>
internal enum SignatureUse
{
    Definition,
    Reference,
    Pointer,
}
