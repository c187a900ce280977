using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// Lets coverage tools leave out of a woven type what they leave out of the plain one. They count lines, which the original has now, and look
/// for attributes on the method that has the line, and on its property or event.
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
    /// Where among the type's methods the original belongs. Tools leave out the lambdas and local functions that lie within the lines of a
    /// method that is left out, if they have come to that method before.
    /// </summary>
    public int PlaceOf(MethodDefinition method)
    {
        // An automatic property has nothing within its lines.
        return _hasLines && !method.IsAutomaticAccessor() && (IsMarked(method) || _owners.ContainsKey(method)) ? _next++ : _type.Methods.Count;
    }

    /// <summary>Gives the original the attributes that tools look for; of an event, which only some look at, it becomes another accessor.</summary>
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

    // Without symbols, nothing counts lines. The body of a state machine lies elsewhere, and its symbols name the original.
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

    // Tools can be told the names of others, which projects call [NoCoverage], [ExcludeFromTestCoverage] and the like.
    private static bool IsMark(CustomAttribute attribute)
        => KnownNames.Framework.CoverageAttributes.Contains(attribute.AttributeType.FullName)
            || attribute.AttributeType.Name.Contains(KnownNames.Framework.Coverage);

    private void AddAccessor(IMemberDefinition owner, MethodDefinition? accessor)
    {
        if (accessor is not null)
            _owners[accessor] = owner;
    }
}
