using Hotpatch.Analyzers.Rules.CallSites;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>Values that begin a patch or an observer, which only their owner or <c>Dispose</c> ends.</summary>
internal static class NewScopes
{
    /// <summary>Whether the code gets the scope here first: it comes neither from a variable nor from a call with the scope as an argument.</summary>
    public static bool IsNew(IOperation value, RuntimeSymbols symbols) => value switch
    {
        IInvocationOperation { Instance: { } instance, TargetMethod.Name: "RollbackOnFault" } => IsNew(instance, symbols),
        IInvocationOperation call => !symbols.IsScope(call.Instance?.Type) && !call.Arguments.Any(argument => symbols.IsScope(argument.Value.Type)) && !HasOwner(call, symbols),
        IAwaitOperation { Operation: var task } => IsNew(task, symbols),
        IConditionalAccessOperation access => IsNew(access.WhenNotNull, symbols),
        IConditionalOperation { WhenFalse: { } otherwise } choice => IsNew(choice.WhenTrue, symbols) || IsNew(otherwise, symbols),
        ICoalesceOperation choice => IsNew(choice.WhenNull, symbols),
        _ => false,
    };

    /// <summary>Returns the name of the value in messages, and the way out besides <c>using</c>.</summary>
    public static (string Name, string Otherwise) Describe(IOperation value, INamedTypeSymbol scope) => scope.Name switch
    {
        "PatchLayer" => ("layer", "or keep it"),
        "GenericPatchScope" when IsLayer(value) => ("layer", "or keep it"),
        "PatchScope" or "GenericPatchScope" => ("scope", "or use Patch"),
        "PatchCanary" or "GenericPatchCanary" => ("canary", "or keep it"),
        "PatchShadow" => ("shadow", "or keep it"),
        "InterceptionSet" => ("interceptor", "or keep it"),
        "CallObservation" or "CallMetrics" or "ObservationSet" => ("observer", "or keep it"),
        "CallRecording" => ("recording", "or keep it"),
        _ => ("patch", "or keep it"),
    };

    // A generic handle has one scope type for scopes and layers.
    private static bool IsLayer(IOperation value)
        => (value is IConditionalAccessOperation access ? access.WhenNotNull : value) is IInvocationOperation { TargetMethod.Name: "Wrap" or "Intercept" };

    // Patchable.RemoveOwner ends what has an owner.
    private static bool HasOwner(IInvocationOperation call, RuntimeSymbols symbols)
        => call.Arguments.Any(argument => argument.ArgumentKind != ArgumentKind.DefaultValue && argument.Parameter is { } parameter
            && (IsOptions(parameter.Type, symbols) ? MayGiveOwner(argument.Value)
                : parameter is { Name: "owner", Type.SpecialType: SpecialType.System_String } && IsOfRuntime(call.TargetMethod.ContainingType, symbols)
                    && !IsNull(argument.Value)));

    private static bool IsOptions(ITypeSymbol type, RuntimeSymbols symbols)
        => type.Name is "PatchOptions" or "ObserveOptions" or "ShadowOptions" && IsOfRuntime(type, symbols);

    private static bool IsOfRuntime(ITypeSymbol type, RuntimeSymbols symbols) => RuntimeSymbols.Is(type.ContainingAssembly, symbols.Patchable.ContainingAssembly);

    /// <summary>Whether options have an owner, as far as this expression shows. Options from a variable may have one.</summary>
    private static bool MayGiveOwner(IOperation options) => options.Unwrap() switch
    {
        IObjectCreationOperation creation => OwnerIn(creation.Initializer) is { } owner && !IsNull(owner),
        IWithOperation with => OwnerIn(with.Initializer) is { } owner ? !IsNull(owner) : MayGiveOwner(with.Operand),
        IPropertyReferenceOperation { Property: { IsStatic: true, Name: "CountOnly" } } => false,
        var other => !IsNull(other),
    };

    private static IOperation? OwnerIn(IObjectOrCollectionInitializerOperation? initializer)
        => initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: "Owner" })?.Value;

    private static bool IsNull(IOperation value) => value.Unwrap() is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation;
}
