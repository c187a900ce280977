using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Selection;

/// <summary>Finds the methods that are to be patchable. Logs an error for each of them that can't be woven.</summary>
internal sealed class PatchableMethods
{
    private readonly Func<MethodDefinition, bool> _scope;
    private readonly PatchConsistency _consistency;
    private readonly WeaverLog _log;

    private PatchableMethods(ModuleDefinition module, WeaverConfig config, WeaverLog log)
    {
        var wholeAssembly = module.Assembly.Has(KnownNames.Runtime.PatchableAttribute);
        _scope = method => method.IsConstructor ? config.CoversConstructor(new MetadataName(method)) : Covers(method, config, wholeAssembly);
        _consistency = Marks.ConsistencyIn(module.Assembly) ?? config.Consistency;
        _log = log;
    }

    public static IReadOnlyList<SelectedType> Select(ModuleDefinition module, WeaverConfig config, WeaverLog log)
    {
        var names = module.GetTypes().SelectMany(type => type.Methods).Select(method => new MetadataName(method));
        foreach (var pattern in config.WithoutMatch(names))
        {
            log.Error(new HotpatchWeavingException(
                ErrorCode.PatternWithoutMatch,
                WeaverConfig.MessageWithoutMatch(pattern, module.Assembly.Name.Name, names, config.Place)));
        }

        var methods = new PatchableMethods(module, config, log);
        return module.Types.Select(methods.Select).OfType<SelectedType>().ToArray();
    }

    private bool Covers(MethodDefinition method, WeaverConfig config, bool isWholeAssembly)
    {
        var name = new MetadataName(method);
        if (config.LeavesToInliner(name, isWholeAssembly))
            _log.Info($"{method.DisplayName()} is left as it is: it has AggressiveInlining. To weave it, mark it with [Patchable] or set {nameof(WeaverConfig.AggressiveInlining)}=\"true\" in {config.Place}.");

        return config.Covers(name, isWholeAssembly);
    }

    private SelectedType? Select(TypeDefinition type)
    {
        var marks = new Marks(type, _scope);
        var methods = new List<SelectedMethod>();
        foreach (var method in type.Methods)
        {
            if (Select(marks, method) is { } selected)
                methods.Add(selected);
        }

        var nested = type.HasNestedTypes ? type.NestedTypes.Select(Select).OfType<SelectedType>().ToArray() : [];
        return methods.Count + nested.Length > 0 ? new SelectedType(type, methods, nested) : null;
    }

    private SelectedMethod? Select(Marks marks, MethodDefinition method)
    {
        try
        {
            var mark = marks.Of(method);
            if (mark == Mark.None)
                return null;

            var consistency = marks.ConsistencyOf(method) ?? _consistency;
            if ((Refusals.Find(method) ?? (consistency == PatchConsistency.Immediate ? null : GateRules.Find(method))) is { } refusal)
            {
                Refuse(method, mark, refusal);
                return null;
            }

            // FitsFunc can throw if a type was not found. Compute it now, before the module is changed.
            var signature = MethodSignature.Of(method);
            _ = signature.FitsFunc;
            return new SelectedMethod(signature, consistency, mark);
        }
        catch (HotpatchWeavingException exception)
        {
            _log.Error(exception);
            return null;
        }
        catch (Exception exception)
        {
            throw Failures.Of(exception, method);
        }
    }

    private void Refuse(MethodDefinition method, Mark mark, Refusal refusal)
    {
        if (mark == Mark.ByScope)
        {
            _log.Info($"{method.DisplayName()} is left as it is: {refusal.Reason}");
            return;
        }

        throw new HotpatchWeavingException(refusal.Code, refusal.About(method.DisplayName()), SourceLocation.Of(method));
    }
}
