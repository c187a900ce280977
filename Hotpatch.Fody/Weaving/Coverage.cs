using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// Makes coverage tools leave out the same code of a woven type as of the plain type. The tools look for attributes on the method that has the
/// lines, which is the original now, and on its property or event.
/// </summary>
internal sealed class Coverage
{
    private readonly TypeDefinition _type;
    private readonly bool _hasLines;
    private readonly Dictionary<MethodDefinition, IMemberDefinition> _owners = [];
    private int _next;

    public Coverage(TypeDefinition type)
    {
        _type = type;
        _hasLines = type.Module.HasSymbols;
        if (!_hasLines)
            return;

        while (_next < type.Methods.Count && !type.Methods[_next].IsLambdaOrLocalFunction())
            _next++;

        foreach (var property in type.Properties.Where(IsMarked))
        {
            AddAccessor(property, property.GetMethod);
            AddAccessor(property, property.SetMethod);
        }

        foreach (var @event in type.Events.Where(IsMarked))
        {
            AddAccessor(@event, @event.AddMethod);
            AddAccessor(@event, @event.RemoveMethod);
            AddAccessor(@event, @event.InvokeMethod);
        }
    }

    /// <summary>
    /// Returns the index for the original among the type's methods. Tools leave out the lambdas and local functions within the lines of a method that
    /// is left out, but only if they have seen that method before.
    /// </summary>
    public int PlaceOf(MethodDefinition method)
    {
        // An automatic property contains no lambda or local function.
        return _hasLines && !method.IsAutomaticAccessor() && (IsMarked(method) || _owners.ContainsKey(method)) ? _next++ : _type.Methods.Count;
    }

    /// <summary>
    /// Gives the original the attributes that tools look for. The original of an event's accessor becomes another accessor of the event, because some
    /// tools look at the event.
    /// </summary>
    public void Share(MethodDefinition stub, MethodDefinition original)
    {
        if (!_hasLines || !HasLines(stub, original))
            return;

        Copy(stub, original);
        if (!_owners.TryGetValue(stub, out var owner))
            return;

        if (owner is EventDefinition @event)
            @event.OtherMethods.Add(original);
        else
            Copy(owner, original);
    }

    // Without symbols, tools count no lines. The body of a state machine lies elsewhere, and its symbols name the original.
    private static bool HasLines(MethodDefinition stub, MethodDefinition original)
        => original.HasBody && (original.DebugInformation.HasSequencePoints || StateMachine.MoveNextOf(stub) is not null);

    private static void Copy(ICustomAttributeProvider source, MethodDefinition original)
    {
        if (!source.HasCustomAttributes)
            return;

        foreach (var attribute in source.CustomAttributes)
        {
            if (IsMark(attribute) && !original.Has(attribute.AttributeType.FullName))
                original.CustomAttributes.Add(attribute.Copy());
        }
    }

    private static bool IsMarked(ICustomAttributeProvider member) => member.HasCustomAttributes && member.CustomAttributes.Any(IsMark);

    // Tools can be configured for other attributes. Projects name them [NoCoverage], [ExcludeFromTestCoverage] and the like.
    private static bool IsMark(CustomAttribute attribute)
        => KnownNames.Framework.CoverageAttributes.Contains(attribute.AttributeType.FullName)
            || attribute.AttributeType.Name.Contains(KnownNames.Framework.Coverage);

    private void AddAccessor(IMemberDefinition owner, MethodDefinition? accessor)
    {
        if (accessor is not null)
            _owners[accessor] = owner;
    }
}
