using System.Runtime.CompilerServices;

namespace Hotpatch.Woven;

/// <summary>
/// Where instantiations of generic slot classes meet what is known of the open class, whichever comes first. It knows nothing of manifests and
/// handles: a trimmer keeps those for programs that ask for a handle. Thread safe.
/// </summary>
internal static class SlotClassInstances
{
    // Weak, so that an assembly can still be unloaded.
    private static readonly ConditionalWeakTable<Type, OpenClass> Known = new();

    /// <summary>Makes an instantiation known; called by its static constructor, once.</summary>
    public static void Attach(SlotClassInstance instance) => Of(instance.Slots.GetGenericTypeDefinition()).Attach(instance);

    /// <summary>Receives the instantiations of an open slot class, those that are known already and those to come.</summary>
    public static void Receive(Type open, Action<SlotClassInstance> receive) => Of(open).Receive(receive);

    private static OpenClass Of(Type open) => Known.GetValue(open, static _ => new OpenClass());

    private sealed class OpenClass
    {
        private readonly List<SlotClassInstance> _waiting = [];
        private Action<SlotClassInstance>? _receive;

        public void Attach(SlotClassInstance instance)
        {
            lock (_waiting)
            {
                if (_receive is null)
                {
                    _waiting.Add(instance);
                    return;
                }
            }

            _receive(instance);
        }

        public void Receive(Action<SlotClassInstance> receive)
        {
            SlotClassInstance[] waiting;
            lock (_waiting)
            {
                _receive = receive;
                waiting = [.. _waiting];
                _waiting.Clear();
            }

            foreach (var instance in waiting)
                receive(instance);
        }
    }
}
