using Mono.Cecil;

namespace Hotpatch.Fody.Trimming;

/// <summary>Finds the property or event of an accessor. Its attributes apply to the accessor too.</summary>
internal static class Owners
{
    /// <summary>Returns the property or event that the method is an accessor of, or null.</summary>
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
