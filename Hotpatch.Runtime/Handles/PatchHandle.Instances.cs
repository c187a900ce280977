using Hotpatch.Gates;
using Hotpatch.Handles;
using Hotpatch.Naming;

namespace Hotpatch;

/// <content>Patches of single instances.</content>
public abstract partial class PatchHandle
{
    /// <summary>Replaces the method's behaviour for one instance. Use this if the signature is only known at run time.</summary>
    /// <param name="instance">The instance, which the patch doesn't keep in memory.</param>
    /// <param name="replacement">As for <see cref="Patch(Delegate)"/>.</param>
    /// <param name="owner">The name of who is responsible for the patch; null for none.</param>
    /// <returns>The patch; dispose it to end it.</returns>
    /// <remarks><see cref="PatchHandle{TDelegate}.PatchInstance(object, TDelegate, string?)"/> describes the patch.</remarks>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Delegate)"/>.</exception>
    /// <exception cref="PatchTargetException">
    /// <paramref name="instance"/> is null or not an instance of the method's type, or the method is static or a value type's.
    /// </exception>
    /// <exception cref="PatchException">As for <see cref="PatchFlow(Delegate, string?)"/>.</exception>
    /// <exception cref="PatchDeadlockException">As for <see cref="Patch(Delegate)"/>.</exception>
    public InstancePatch PatchInstance(object instance, Delegate replacement, string? owner = null)
        => BeginInstance(instance, Conform(replacement), owner);

    private protected InstancePatch BeginInstance(object? instance, Delegate target, string? owner)
    {
        RequireInstance(instance);
        RequireRouting();
        var patch = new InstancePatch(this, owner);
        var change = new HandleChange(this, new InstanceEdit.Adding(this, instance!, patch, target));
        ChangeRun.Run(change, new Patience(Timeout.InfiniteTimeSpan, CancellationToken.None));
        try
        {
            change.Tell();
        }
        catch
        {
            // The caller gets no patch to dispose.
            EndQuietly(() => patch.Dispose());
            throw;
        }

        return patch;
    }

    /// <summary>Ends the patch of one instance.</summary>
    internal void EndInstance(InstanceEntry entry, InstancePatch patch)
        => ChangeRun.End(new HandleChange(this, new InstanceEdit.Removing(entry, patch)));

    /// <summary>Ends the patches of an instance that was collected.</summary>
    internal void ForgetInstances(InstanceEntry entry, int number) => ChangeQuietly(new InstanceEdit.Removing(entry, patch: null, number));

    private void RequireInstance(object? instance)
    {
        var type = Method.DeclaringType!;
        if (Method.IsStatic || Method.IsConstructor || type.IsValueType || !LambdaInstance.IsParameter(Method, DelegateType))
        {
            throw new PatchTargetException(
                $"{Name}: can't patch it for one instance. An instance method of a class was expected, but "
                + (Method.IsConstructor ? "this is a constructor, which runs before anybody has the instance. "
                    : type.IsValueType && !Method.IsStatic ? "this is a method of a value type, whose copies have no identity. " : "this method is called without an instance. ")
                + "Use PatchWhen with a condition over the arguments.");
        }

        if (instance is null || !LambdaInstance.FirstParameterOf(DelegateType).IsInstanceOfType(instance))
        {
            throw new PatchTargetException(
                $"{Name}: can't patch it for one instance. An instance of {MethodName.Of(type)} was expected, but "
                + (instance is null ? "null" : DelegateText.Describe(instance.GetType())) + " was found.");
        }
    }
}
