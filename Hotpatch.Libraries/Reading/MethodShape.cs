namespace Hotpatch.Libraries.Reading;

/// <summary>What a method's signature says besides types.</summary>
internal readonly record struct MethodShape(bool HasThis, int TypeParameters, int Parameters);
