using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Hotpatch;

/// <summary>Runs a candidate beside a method, and compares the results. Callers get what they got before.</summary>
/// <remarks>
/// <para>
/// The candidate runs with the same arguments. Its result, its exception and its duration are compared with those of the method and reported; it can
/// neither change what the caller gets nor throw into it. For methods that return tasks, the tasks' ends are compared.
/// </para>
/// <para>
/// Objects that the arguments refer to are shared: if the candidate changes a list that the caller passed, or the instance, everybody sees it. A
/// candidate that writes to a database writes a second time. If the candidate runs beside the method, the caller waits for it, and a candidate that
/// never returns holds the caller. A by-ref argument is a copy for the candidate.
/// </para>
/// <para>
/// Methods with arguments or results that can't be objects are refused: a <c>ref struct</c> such as <c>Span&lt;int&gt;</c>, a pointer, a returned
/// reference. The candidate lies below flow, instance and conditional patches and canaries: for calls that these answer, it doesn't run.
/// <see cref="PatchHandle.IsPatched"/> doesn't count it.
/// </para>
/// </remarks>
[SuppressMessage("ApiDesign", "RS0026", Justification = "The types of the handle and of the candidate select the overload.")]
public static class ShadowExtensions
{
    /// <summary>Runs a candidate beside a method.</summary>
    /// <typeparam name="TDelegate">The method's signature.</typeparam>
    /// <param name="handle">The handle of the method.</param>
    /// <param name="candidate">The delegate to run beside the method.</param>
    /// <param name="report">
    /// Gets each call beside which the candidate has run, on the thread that ends the later of the two. Its exceptions are counted in
    /// <see cref="PatchShadow.ReportFailures"/> and reach nobody.
    /// </param>
    /// <param name="options">The share of the calls, when the candidate runs, and how results are compared; null for the defaults.</param>
    /// <returns>The shadow; dispose it to stop running the candidate.</returns>
    /// <remarks>Waits for nobody, whatever the method's <see cref="Consistency"/>, since no caller gets anything else. Thread safe.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> or <paramref name="report"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is not a number from 0 to 1.</exception>
    /// <exception cref="InvalidReplacementException"><paramref name="candidate"/> is null, or is the patchable method itself.</exception>
    /// <exception cref="PatchException">
    /// The method has no original, or has arguments or a result that can't be objects. Or the program was compiled ahead of time without the code
    /// that routes its calls.
    /// </exception>
    /// <example>
    /// <code>
    /// using PatchShadow shadow = PriceService.Patches.Quote.Shadow(
    ///     (self, quantity) => NewQuote(self, quantity),
    ///     call => { if (!call.IsMatch) Console.WriteLine(call); });
    /// </code>
    /// </example>
    public static PatchShadow Shadow<TDelegate>(
        this PatchHandle<TDelegate> handle, TDelegate candidate, Action<ShadowReport> report, ShadowOptions? options = null)
        where TDelegate : Delegate
        => Begin(handle, candidate, report, options);

    /// <summary>Runs a candidate beside a method whose signature is only known at run time.</summary>
    /// <param name="handle">The handle of the method.</param>
    /// <param name="candidate">As for <see cref="PatchHandle.Patch(Delegate)"/>.</param>
    /// <param name="report">As for <see cref="Shadow{TDelegate}(PatchHandle{TDelegate}, TDelegate, Action{ShadowReport}, ShadowOptions?)"/>.</param>
    /// <param name="options">As for <see cref="Shadow{TDelegate}(PatchHandle{TDelegate}, TDelegate, Action{ShadowReport}, ShadowOptions?)"/>.</param>
    /// <returns>The shadow; dispose it to stop running the candidate.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> or <paramref name="report"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is not a number from 0 to 1.</exception>
    /// <exception cref="InvalidReplacementException">As for <see cref="PatchHandle.Patch(Delegate)"/>.</exception>
    /// <exception cref="PatchException">
    /// As for <see cref="Shadow{TDelegate}(PatchHandle{TDelegate}, TDelegate, Action{ShadowReport}, ShadowOptions?)"/>.
    /// </exception>
    public static PatchShadow Shadow(this PatchHandle handle, Delegate candidate, Action<ShadowReport> report, ShadowOptions? options = null)
        => Begin(handle, candidate, report, options);

    /// <summary>
    /// Makes a candidate that doesn't fit a compile-time error. For a delegate whose type is only known at run time, use a variable of type
    /// <see cref="PatchHandle"/>.
    /// </summary>
    /// <typeparam name="TDelegate">The method's signature.</typeparam>
    /// <param name="handle">The handle.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="report">Gets each call.</param>
    /// <param name="options">The options.</param>
    /// <returns>The shadow.</returns>
    [Obsolete(
        "The candidate doesn't have the method's signature. Pass a delegate of the handle's type. If the type is only known at run time, use a variable of type "
        + "PatchHandle.",
        error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static PatchShadow Shadow<TDelegate>(
        this PatchHandle<TDelegate> handle, Delegate candidate, Action<ShadowReport> report, ShadowOptions? options = null)
        where TDelegate : Delegate
        => Begin(handle, candidate, report, options);

    private static PatchShadow Begin(PatchHandle? handle, Delegate? candidate, Action<ShadowReport>? report, ShadowOptions? options)
    {
        _ = handle ?? throw new ArgumentNullException(nameof(handle));
        var shadow = new PatchShadow(handle, candidate!, report ?? throw new ArgumentNullException(nameof(report)), options ?? new ShadowOptions());
        handle.ChangeQuietly(Handles.StackEdit.Begin(shadow.Entry));
        return shadow;
    }
}
