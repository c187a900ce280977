using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>The framework's <c>Func</c> and <c>Action</c> types; each is looked up once.</summary>
internal sealed class FrameworkDelegates(ModuleDefinition module, FrameworkTypes framework)
{
    private readonly Dictionary<(bool IsVoid, int Arguments), MethodReference> _invokes = [];

    /// <summary><c>Invoke</c> of the delegate type, open, with so many type arguments.</summary>
    public MethodReference InvokeOf(bool isVoid, int arguments)
    {
        if (!_invokes.TryGetValue((isVoid, arguments), out var invoke))
        {
            var type = framework.Get(NameOf(isVoid, arguments)).Resolve();
            invoke = module.ImportReference(type.SingleMethod(KnownNames.Framework.Invoke));
            _invokes.Add((isVoid, arguments), invoke);
        }

        return invoke;
    }

    private static string NameOf(bool isVoid, int arguments)
        => (isVoid, arguments) switch
        {
            (true, 0) => KnownNames.Framework.ActionWithoutParameters,
            (true, _) => KnownNames.Framework.Action + arguments,
            _ => KnownNames.Framework.Func + arguments,
        };
}
