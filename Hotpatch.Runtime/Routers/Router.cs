using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Hotpatch.Routers;

namespace Hotpatch.Woven;

/// <summary>
/// Picks a target for each call of one signature, for patches that hold for some calls only. Woven code derives from it for the delegate types that
/// it declares. Not for use by hand.
/// </summary>
/// <remarks>
/// <para>
/// A derived class has one method, <c>Invoke</c>, with the signature of its delegate type. A delegate of that method is what a slot or a layer holds.
/// The method does these steps:
/// </para>
/// <code>
/// TResult Invoke(TSelf self, ref T argument)
/// {
///     RoutedCall call = default;
/// begin:
///     var target = (TDelegate)Begin(ref call, self);          // null for the instance if it is a value or there is none
///     if (call.IsPassing)
///         call.Pass(ref argument);                            // each argument that can be an object, in order
///     if (target == null)
///     {
///         if (Run(ref call))
///             goto begin;                                     // always, if the result can't be an object
///         return Result&lt;TResult&gt;(ref call);
///     }
///
///     TResult result;
///     try
///     {
///         result = target(self, ref argument);
///     }
///     catch (object exception) when (Fault(exception, ref call))
///     {
///         goto begin;
///     }
///
///     return End(result, ref call);
/// }
/// </code>
/// <para>Thread safe: one router serves all calls of its method.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Router
{
    /// <summary>Gets what the router does with calls. Set once, before the router is in use.</summary>
    internal RouterPlan Plan { get; private protected set; } = RouterPlan.None;

    /// <summary>Tells the call's observers that the target has thrown.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="call">The call.</param>
    /// <returns>Whether to catch the exception and call <see cref="Begin"/> again, which then returns another target.</returns>
    public static bool Fault(object exception, ref RoutedCall call)
        => call.Plan is { } plan && exception is Exception caught && plan.Fault(ref call, caught);

    /// <summary>Ends a call whose target has returned a result.</summary>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="result">The result.</param>
    /// <param name="call">The call.</param>
    /// <returns>The result for the caller.</returns>
    public static TResult End<TResult>(TResult result, ref RoutedCall call)
        => call.Plan is { } plan ? RoutedResult.End(plan, result, ref call) : result;

    /// <summary>Ends a call whose target has returned, without a result or with one that can't be an object.</summary>
    /// <param name="call">The call.</param>
    public static void EndVoid(ref RoutedCall call) => call.Plan?.End(ref call, result: null);

    /// <summary>Returns the result of a call that <see cref="Run"/> has run.</summary>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="call">The call.</param>
    /// <returns>The result.</returns>
    public static TResult Result<TResult>(ref RoutedCall call) => (TResult)call.Result!;

    /// <summary>Begins a call.</summary>
    /// <param name="call">The call; initially its default.</param>
    /// <param name="self">The instance; null if the method is static or the instance is a value.</param>
    /// <returns>The target to call; null to call <see cref="Run"/> instead, after the arguments have been passed.</returns>
    protected internal Delegate? Begin(ref RoutedCall call, object? self) => Plan.Begin(ref call, self);

    /// <summary>Begins a call whose first argument is the instance, or another argument if the method is static.</summary>
    /// <typeparam name="T">The type of the argument.</typeparam>
    /// <param name="call">The call; initially its default.</param>
    /// <param name="first">The first argument.</param>
    /// <returns>As <see cref="Begin"/> returns.</returns>
    protected internal Delegate? BeginWith<T>(ref RoutedCall call, T first) => Plan.Begin(ref call, typeof(T).IsValueType ? null : (object?)first);

    /// <summary>Runs a call for which <see cref="Begin"/> has returned null.</summary>
    /// <param name="call">The call, with its arguments.</param>
    /// <returns>True to begin again, so that arguments that have changed are written back; false if the call has ended.</returns>
    protected internal bool Run(ref RoutedCall call) => Plan.Run(ref call);

    /// <summary>Gets the type of a condition over the method's parameters; null if the parameters don't fit a <c>Func</c>.</summary>
    internal virtual Type? ConditionType => null;

    /// <summary>Returns the delegate of this router for a plan. Call it once for each router.</summary>
    internal Delegate Bind(Type delegateType, RouterPlan plan)
    {
        Debug.Assert(Plan == RouterPlan.None, "A router serves one plan.");
        Plan = plan;
        return Bind(delegateType);
    }

    /// <summary>Calls a delegate with the arguments of a frame, and gives the frame the result.</summary>
    internal virtual void RunFrame(CallFrame frame, Delegate target) => throw new NotSupportedException();

    /// <summary>Returns a delegate that calls one of two others, as a condition over the arguments says.</summary>
    /// <param name="plan">Explains a condition that throws.</param>
    /// <param name="condition">The condition, of the type <see cref="ConditionType"/>.</param>
    /// <param name="then">The target if the condition holds.</param>
    /// <param name="below">The target otherwise.</param>
    internal virtual Delegate BindCondition(RouterPlan plan, Delegate condition, Delegate then, Delegate below) => throw new NotSupportedException();

    /// <summary>Returns an object as the type that it is known to have. A cast would look the type up in shared generic code.</summary>
    private protected static T TargetOf<T>(object target)
        where T : class
#if NET
        => Unsafe.As<T>(target);
#else
        => (T)target;
#endif

    /// <summary>Returns the delegate of this router.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075")] // Who creates a woven router keeps its public methods.
    private protected virtual Delegate Bind(Type delegateType)
        => Delegate.CreateDelegate(delegateType, this, GetType().GetMethod(nameof(Action.Invoke))!);
}
