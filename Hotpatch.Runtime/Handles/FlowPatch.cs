using Hotpatch.Handles;
using Hotpatch.Routers;

namespace Hotpatch;

/// <summary>A patch that only calls in one <see cref="ExecutionContext"/> flow see. Dispose it to end the patch.</summary>
/// <remarks>
/// <para>
/// <see cref="PatchHandle{TDelegate}.PatchFlow(TDelegate, string?)"/> and <see cref="PatchHandle{TDelegate}.WrapFlow(Func{TDelegate, TDelegate}, string?)"/> create flow patches. The flow begins at that call:
/// with the code that follows it in the same method, what that code calls and awaits, and the tasks, threads and timers that it starts. Code that
/// runs elsewhere, at the same time or later, doesn't see the patch.
/// </para>
/// <para>
/// Flow patches of one flow nest: the innermost wins. They can end in any order, on any thread and in any flow. After the end, no call sees the patch,
/// even in tasks that still run.
/// </para>
/// <para>Thread safe.</para>
/// </remarks>
public sealed class FlowPatch : IDisposable
{
    private readonly FlowFrame _frame;
    private readonly GenericFlowPatch? _all;
    private int _isDisposed;

    /// <param name="handle">The handle.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="owner">The name of who is responsible; null for none.</param>
    /// <param name="all">The patch of all instantiations, whose frame it is; null if the frame is this patch's own.</param>
    internal FlowPatch(PatchHandle handle, FlowFrame frame, string? owner, GenericFlowPatch? all = null)
    {
        Handle = handle;
        _frame = frame;
        _all = all;
        Owner = owner;
    }

    /// <summary>Gets the handle that is patched.</summary>
    public PatchHandle Handle { get; }

    /// <summary>Gets the owner: the name of who is responsible for the patch. Null if none was given.</summary>
    public string? Owner { get; }

    /// <summary>Returns the method's full name and the owner.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => StackEntry.TextOf("flow patch", Handle, Owner);

    /// <summary>Gets whether the patch is one instantiation's part of a patch of all.</summary>
    internal bool IsPart => _all is not null;

    /// <summary>Gets the target of calls in the flow; null after the end.</summary>
    internal Delegate? Target => _frame.TargetOf(Handle.Flow);

    private long Created { get; } = Ticks.Now;

    /// <summary>Describes the patch.</summary>
    internal PatchEntryDescription Describe() => new(PatchKind.Flow, Owner, Target, Created, "calls of one flow", _frame.Runs);

    /// <summary>Gets or sets the flow patch that was begun before this one. Guarded by the lock of <see cref="FlowEntry"/>.</summary>
    internal FlowPatch? Earlier { get; set; }

    /// <summary>Gets or sets the flow patch that was begun after this one. Guarded by the lock of <see cref="FlowEntry"/>.</summary>
    internal FlowPatch? Later { get; set; }

    /// <summary>Ends this patch and no other. Waits for nobody, whatever the method's <see cref="Consistency"/>. Disposing again does nothing.</summary>
    /// <exception cref="PatchDeadlockException">A wrapper of the same method disposes the patch. Dispose it again later.</exception>
    public void Dispose()
    {
        if (_all is not null)
        {
            _all.Dispose();
            return;
        }

        Composer.ThrowIfCalling(Handle);
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            Handle.EndFlow(this, _frame);
    }
}
