using System.ComponentModel;
using Hotpatch.Routers;

namespace Hotpatch.Woven;

/// <summary>A call on its way through a router. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct RoutedCall
{
    /// <summary>Gets whether the arguments are wanted: the router passes each by <see cref="Pass"/>.</summary>
    public readonly bool IsPassing => Frame is not null;

    /// <summary>Gets or sets the plan that is told of the call's end; null for none.</summary>
    internal RouterPlan? Plan { readonly get; set; }

    /// <summary>Gets or sets what the plan keeps about the call.</summary>
    internal object? State { readonly get; set; }

    /// <summary>Gets or sets when the call began, as <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/> gives it; 0 if nobody asks.</summary>
    internal long Started { readonly get; set; }

    /// <summary>Gets or sets the arguments as objects; null if nobody asks.</summary>
    internal ArgumentFrame? Frame { readonly get; set; }

    /// <summary>Gets or sets the result of a call that a plan has run.</summary>
    internal object? Result { readonly get; set; }

    /// <summary>Passes the next argument of those that can be an object: reads it before the call runs, and writes it back afterwards.</summary>
    /// <typeparam name="T">The argument's type, without a reference.</typeparam>
    /// <param name="argument">The argument.</param>
    public readonly void Pass<T>(ref T argument) => Frame!.Pass(ref argument);
}
