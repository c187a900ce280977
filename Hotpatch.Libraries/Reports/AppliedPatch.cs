using Hotpatch.Libraries.Binding;

namespace Hotpatch;

/// <summary>One patch of a library, as it is in effect. Keeps nothing of the library alive.</summary>
public sealed class AppliedPatch
{
    private readonly PatchHandle? _handle;
    private readonly WeakReference<PatchHandle>? _collectible;

    internal AppliedPatch(string target, string method, string owner, int priority, bool isLayer)
        => (Target, Method, Owner, Priority, IsLayer) = (target, method, owner, priority, isLayer);

    /// <summary>The full name of what is patched, as <see cref="PatchHandle.Name"/> or <see cref="GenericPatchHandle.Name"/> has it.</summary>
    public string Target { get; }

    /// <summary>The handle of what is patched; null where all instantiations of a generic method are.</summary>
    public PatchHandle? Handle
    {
        get => _handle ?? (_collectible is not null && _collectible.TryGetTarget(out var handle) ? handle : null);

        // The arguments of an instantiation may be types of the library.
        internal init
        {
            if (value!.Method.IsCollectible)
                _collectible = new WeakReference<PatchHandle>(value);
            else
                _handle = value;
        }
    }

    /// <summary>Where all instantiations of a generic method are patched: their handle.</summary>
    public GenericPatchHandle? GenericHandle { get; internal init; }

    /// <summary>The full name of the library's method.</summary>
    public string Method { get; }

    /// <summary>Whether it is a layer; a replacement otherwise.</summary>
    public bool IsLayer { get; }

    /// <summary>Who is responsible for it: as its attribute says, or the library's name.</summary>
    public string Owner { get; }

    /// <summary>As <see cref="PatchAttribute.Priority"/>.</summary>
    public int Priority { get; }

    /// <summary>What is patched, and by what.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Target}: {Method}";
}
