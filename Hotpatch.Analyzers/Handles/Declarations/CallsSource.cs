using Hotpatch.Analyzers.Handles.Model;
using Hotpatch.Analyzers.Handles.Reading;
using Hotpatch.Analyzers.Selection;
using Hotpatch.Analyzers.Selection.Calls;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Declarations;

/// <summary>
/// Calls to the methods of one type, whose handles are to be read. It equals that of an earlier compilation if reading it would give the same result:
/// the type belongs to a reference, so it depends on no member of the project.
/// </summary>
/// <param name="compilation">The project.</param>
/// <param name="surroundings">Everything in the project that the handles depend on.</param>
/// <param name="request">The type and its methods.</param>
internal sealed class CallsSource(Compilation compilation, Surroundings surroundings, CallRequest request) : IEquatable<CallsSource>
{
    private readonly Surroundings _surroundings = surroundings;
    private readonly string _type = $"{request.Type.ContainingAssembly.Identity}: {MetadataTypeName.Of(request.Type)}";
    private readonly string _selection = request.Selection;
    private Compilation? _compilation = compilation;
    private CallRequest? _request = request;

    /// <summary>Reads the handles. Call this once: it releases the compilation.</summary>
    public TypeHandles Read(CancellationToken cancellation)
    {
        var whole = Interlocked.Exchange(ref _compilation, null);
        var calls = Interlocked.Exchange(ref _request, null);
        if (whole is null || calls is null)
            throw new InvalidOperationException("These calls were read before.");

        return GuardedReading.Read(calls.Type, () => new CallsReader(whole, _surroundings.Settings.References, _surroundings.Settings.WeavesReferences).Read(calls, cancellation)) ?? TypeHandles.None;
    }

    public bool Equals(CallsSource? other)
        => other is not null
            && _type == other._type
            && _selection == other._selection
            && _surroundings.AreSame(other._surroundings);

    public override bool Equals(object? obj) => Equals(obj as CallsSource);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_type);
}
