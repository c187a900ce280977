using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Hotpatch.Handles;

/// <summary>
/// Finds methods whose woven body Hot Reload has replaced. Its compiler knows the source only, so the new body has no stub, and reads no slot.
/// </summary>
internal static class HotReload
{
    // ldsfld, and the field's token.
    private const byte ReadField = 0x7E;

    // A feature switch, off in trimmed programs, so that they carry nothing of this. On only if the process allows updates.
    private static bool IsSupported
#if NET
        => System.Reflection.Metadata.MetadataUpdater.IsSupported;
#else
        => false;
#endif

    /// <summary>Returns whether the body of a method reads a field of its module, which is not generic.</summary>
    /// <remarks>A trimmed program has no Hot Reload: the switch is off, and no body is read.</remarks>
    [UnconditionalSuppressMessage("Trimming", "IL2026")] // Never reached in a trimmed program.
    public static bool Reads(MethodBase method, FieldInfo field)
    {
        if (!IsSupported)
            return true;

        var il = method.GetMethodBody()!.GetILAsByteArray()!;
        for (var i = 0; i <= il.Length - sizeof(int) - 1; i++)
        {
            if (il[i] == ReadField && BitConverter.ToInt32(il, i + 1) == field.MetadataToken)
                return true;
        }

        return false;
    }

    /// <summary>Refuses to add something to a method whose body no longer reads the slot.</summary>
    /// <exception cref="PatchException">Hot Reload has replaced the body.</exception>
    public static void ThrowIfReplaced(PatchHandle handle)
    {
        if (handle.IsReplacedByHotReload)
            throw new PatchException(Message(handle.Name));
    }

    /// <summary>Returns what to tell of methods whose bodies are replaced.</summary>
    public static string Message(string names)
        => names + ": a woven body was expected, but Hot Reload has replaced it, and calls see no patch. Start the program again.";
}
