using System.Runtime.InteropServices;

namespace Hotpatch.Libraries.Reading;

/// <summary>How many type parameters a signature may name: of the type, and of the method.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GenericScope(int OfType, int OfMethod)
{
    // What is used in several places, for whatever they have.
    public static GenericScope Unknown { get; } = new(ushort.MaxValue, ushort.MaxValue);
}
