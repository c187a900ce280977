using Mono.Cecil;

namespace Hotpatch.Fody.Trimming;

/// <summary>The properties and events whose attributes speak of their accessors too.</summary>
internal static class Owners
{
    /// <summary>The property or event that the method is an accessor of; null for others.</summary>
    public static IMemberDefinition? Owner(this MethodDefinition method)
    {
        if (!method.IsSpecialName || method.IsConstructor)
            return null;

        var type = method.DeclaringType;
        if (method.IsGetter || method.IsSetter)
            return type.Properties.FirstOrDefault(property => property.GetMethod == method || property.SetMethod == method);

        return method.IsAddOn || method.IsRemoveOn || method.IsFire
            ? type.Events.FirstOrDefault(@event => @event.AddMethod == method || @event.RemoveMethod == method || @event.InvokeMethod == method)
            : null;
    }
}
