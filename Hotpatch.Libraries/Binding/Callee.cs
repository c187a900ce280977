using System.Reflection;
using System.Runtime.InteropServices;

namespace Hotpatch.Libraries.Binding;

/// <summary>The part of a handle that decides which methods fit it. The handle itself need not exist yet.</summary>
/// <param name="Name">The name of the handle.</param>
/// <param name="Method">The patchable or called method.</param>
/// <param name="DelegateType">The type of the replacements.</param>
/// <param name="HasOriginal">Whether a layer can call the original.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Callee(string Name, MethodBase Method, Type DelegateType, bool HasOriginal)
{
    public static Callee Of(PatchHandle handle) => new(handle.Name, handle.Method, handle.DelegateType, handle.HasOriginal);
}
