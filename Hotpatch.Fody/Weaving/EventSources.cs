using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// Recognises event sources, whose instance methods are events by convention. An original would be one event too many, or a duplicate, and
/// either silences the whole source.
/// </summary>
internal static class EventSources
{
    /// <summary>Returns the constructor of <c>[NonEvent]</c>, which excludes a method from the events, or null if the type is no event source.</summary>
    public static MethodReference? FindNonEvent(TypeDefinition type)
    {
        for (var @base = type.BaseType; @base is not null; @base = @base.Resolve()?.BaseType)
        {
            // The base is the framework's class, or the class of its package for .NET Framework.
            if (@base is { Name: KnownNames.Framework.EventSource, Namespace: KnownNames.Framework.Tracing or KnownNames.Framework.TracingPackage })
                return @base.Resolve()?.Module.GetType(@base.Namespace, KnownNames.Framework.NonEventAttribute) is { } attribute
                    ? type.Module.ImportReference(attribute.SingleMethod(KnownNames.Framework.Constructor))
                    : null;

            if (@base.Namespace == KnownNames.Framework.System && @base.Name is KnownNames.Framework.ObjectName)
                return null;
        }

        return null;
    }
}
