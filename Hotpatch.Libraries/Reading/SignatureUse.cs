namespace Hotpatch.Libraries.Reading;

/// <summary>Where a method's signature stands: what may stand in it differs.</summary>
internal enum SignatureUse
{
    Definition,
    Reference,
    Pointer,
}
