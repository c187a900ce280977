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
    /// <param name="options">The owner, a guard, and how long to wait; null for none of it.</param>
    /// <returns>The patch; dispose it to end it.</returns>
    /// <remarks><see cref="PatchHandle{TDelegate}.PatchInstance(object, TDelegate, PatchOptions?)"/> describes the patch.</remarks>
    /// <exception cref="ArgumentException"><paramref name="options"/> have a priority, or owners to come before or after.</exception>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Delegate)"/>.</exception>
    /// <exception cref="PatchTargetException">
    /// <paramref name="instance"/> is null or not an instance of the method's type, or the method is static or a value type's.
    /// </exception>
    /// <exception cref="PatchException">As for <see cref="PatchFlow(Delegate, string?)"/>.</exception>
    /// <exception cref="PatchDeadlockException">As for <see cref="Patch(Delegate)"/>.</exception>
    public InstancePatch PatchInstance(object instance, Delegate replacement, PatchOptions? options = null)
        => BeginInstance(instance, Conform(replacement), options);

    private protected InstancePatch BeginInstance(object? instance, Delegate target, PatchOptions? options)
    {
        RequireInstance(instance);
        RequireRouting();
        RequireNoPlace(options ??= PatchOptions.None);
        var guarded = Guarded(target, options, out var guard);
        var patch = new InstancePatch(this, options.Owner, guard);
        var change = new HandleChange(this, new InstanceEdit.Adding(this, instance!, patch, guarded));
        guard?.Begin(patch.EndAtOnce);
        ChangeRun.Run(change, new Patience(options.WaitTime, options.CancellationToken));
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

    private static void RequireNoPlace(PatchOptions options)
    {
        if (options.Priority is not null || options.Before.Count > 0 || options.After.Count > 0)
        {
            throw new ArgumentException(
                $"Options without {nameof(PatchOptions.Priority)}, {nameof(PatchOptions.Before)} and {nameof(PatchOptions.After)} were expected for the patch of an "
                + "instance: of several patches of one instance, the latest wins.",
                nameof(options));
        }
    }

    private void RequireInstance(object? instance)
    {
        var type = Method.DeclaringType!;
        if (Method.IsStatic || Method.IsConstructor || type.IsValueType || !LambdaInstance.IsParameter(Method, DelegateType))
        {
            throw new PatchTargetException(
                $"{Name}: can't patch it for one instance. An instance method of a class was expected, but "
                + (Method.IsConstructor ? "this is a constructor, which runs before anybody has the instance. "
                    : type.IsValueType && !Method.IsStatic ? "this is a method of a value type, whose copies have no identity. " : "this method is called without an instance. ")
                + $"Use {nameof(ConditionalPatches.PatchWhenArguments)} with a condition over the arguments.");
        }

        if (instance is null || !LambdaInstance.FirstParameterOf(DelegateType).IsInstanceOfType(instance))
        {
            throw new PatchTargetException(
                $"{Name}: can't patch it for one instance. An instance of {MethodName.Of(type)} was expected, but "
                + (instance is null ? "null" : DelegateText.Describe(instance.GetType())) + " was found.");
        }
    }
}
