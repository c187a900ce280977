using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// Classes whose instance methods are events by convention. One method too many that logs nothing, or the same event twice, silences the
/// whole source.
/// </summary>
internal static class EventSources
{
    /// <summary>The constructor of the attribute that tells an event source not to take a method for an event; null where the type is none.</summary>
    public static MethodReference? FindNonEvent(TypeDefinition type)
    {
        for (var @base = type.BaseType; @base is not null; @base = @base.Resolve()?.BaseType)
        {
            // The framework's, or that of its package for .NET Framework.
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
