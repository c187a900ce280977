using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>The framework's <c>Func</c> and <c>Action</c> types; each is looked up once.</summary>
internal sealed class FrameworkDelegates(ModuleDefinition module, FrameworkTypes framework)
{
    private readonly Dictionary<string, MethodReference> _invokes = [];

    /// <summary><c>Invoke</c> of the delegate type, open, with so many type arguments.</summary>
    public MethodReference InvokeOf(bool isVoid, int arguments)
    {
        var name = (isVoid, arguments) switch
        {
            (true, 0) => KnownNames.Framework.ActionWithoutParameters,
            (true, _) => KnownNames.Framework.Action + arguments,
            _ => KnownNames.Framework.Func + arguments,
        };

        if (!_invokes.TryGetValue(name, out var invoke))
        {
            invoke = module.ImportReference(framework.Get(name).Resolve().SingleMethod(KnownNames.Framework.Invoke));
            _invokes.Add(name, invoke);
        }

        return invoke;
    }
}
