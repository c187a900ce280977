using System.Runtime.CompilerServices;

namespace Hotpatch.Woven;

/// <summary>Connects instantiations of generic slot classes with their open class, whichever is known first. Thread safe.</summary>
/// <remarks>This class doesn't name manifests or handles, so trimming removes those from a program that asks for no handle.</remarks>
internal static class SlotClassInstances
{
    // Weak, so that the assembly of a slot class can still be unloaded.
    private static readonly ConditionalWeakTable<Type, OpenClass> Known = new();

    /// <summary>Reports an instantiation. Its static constructor calls this once.</summary>
    public static void Attach(SlotClassInstance instance) => Of(instance.Slots.GetGenericTypeDefinition()).Attach(instance);

    /// <summary>
    /// Passes the instantiations of an open slot class to a receiver: those that are known already, and later ones when they are reported.
    /// </summary>
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
