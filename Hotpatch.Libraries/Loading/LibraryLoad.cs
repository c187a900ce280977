using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Binding;
using Hotpatch.Libraries.Reports;
using Hotpatch.Libraries.Watching;

namespace Hotpatch.Libraries.Loading;

/// <summary>
/// Loads one library, once. No code of the library runs before all its patches are known to fit. If a step fails, the slots, the layers, the load
/// contexts and the replaced library are as they were before.
/// </summary>
internal sealed class LibraryLoad
{
    private readonly string _name;
    private readonly PatchLibraryOptions _options;
    private readonly PatchGuard? _guard;
    private readonly LibraryContent? _replaced;
    private IReadOnlyList<FittingPatch> _fitting = [];
    private ConstructorInfo? _lifecycle;
    private LibraryContent? _content;
    private PatchChange? _change;
    private bool _isReplacedTold;
    private bool _isTold;
    private volatile bool _isOver;

    private LibraryLoad(string name, PatchLibraryOptions options)
    {
        (_name, _options) = (name, options);
        _guard = options.RollbackOnFault is { } limit ? new PatchGuard(name, limit) : null;
        _replaced = options.Replaces?.BeginChange();
    }

    /// <summary>Gets the change that applies the patches; call <see cref="StartAsync"/> first.</summary>
    public PatchChange Change => _change!;

    /// <summary>Gets the handles that the change affects. Handles that come into use later are not among them.</summary>
    public IEnumerable<PatchHandle> Handles => _fitting.SelectMany(patch => patch.Handles).Concat(LibraryGates.HandlesOf(_replaced?.Patches ?? []));

    /// <summary>Reads the library and fits its patches to their targets. Runs no code of the library.</summary>
    /// <param name="name">The library's name, for messages.</param>
    /// <param name="open">Reads the library.</param>
    /// <param name="options">The options of the load.</param>
    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static LibraryLoad Begin(string name, Func<LibraryContent> open, PatchLibraryOptions options)
    {
        var load = new LibraryLoad(name, options);
        try
        {
            load.At(LibraryStep.Open);
            load._content = open();
            load.Fit(load._content);
            return load;
        }
        catch (Exception exception)
        {
            load.LetGo();
            if (load.Failure(exception) is { } failure)
                throw failure;

            throw;
        }
    }

    /// <summary>Returns what the load would apply; call <see cref="LetGo"/> afterwards.</summary>
    public PatchLibraryCheck ToCheck()
        => new(
            _content!.Name,
            _content.Assembly.GetName().Version,
            [.. _fitting.Select(patch => new FittingPatchDescription(patch.Target, patch.Method, patch.IsLayer))],
            _content.Skipped);

    /// <summary>Prepares the change. Runs the library's module initialiser, and the lifecycles of the new and the replaced library.</summary>
    public async ValueTask StartAsync(LibraryWait wait)
    {
        await InitialiseAsync(wait).ConfigureAwait(false);
        await AskLifecyclesAsync(wait).ConfigureAwait(false);
        At(LibraryStep.Change);
        _change = LibraryChange.Of(_replaced?.Patches ?? [], _content!.Patches);
    }

    /// <summary>Completes the load after the change was made.</summary>
    public async ValueTask<PatchLibrary> EndAsync(LibraryWait wait)
    {
        // The steps that can fail come first: the replaced library cannot be brought back once it is unloaded.
        At(LibraryStep.Applied);
        if (_content!.Lifecycle is { } lifecycle)
            await lifecycle.AppliedAsync(ApplicationOf(_content), wait).ConfigureAwait(false);

        At(LibraryStep.Tell);
        _isTold = true;
        Change.Tell();
        _options.Replaces?.EndChange(isOver: true);
        return new PatchLibrary(_content, _options, _guard);
    }

    /// <summary>Undoes the load, if the change was not made or is already reverted.</summary>
    public async ValueTask AbandonAsync(LibraryWait wait)
    {
        if (_isReplacedTold)
            await _replaced!.Lifecycle!.AppliedAgainAsync(ApplicationOf(_replaced), wait).ConfigureAwait(false);

        LetGo();
    }

    /// <summary>Undoes <see cref="Begin"/>: unloads the new library and releases the replaced one.</summary>
    public void LetGo()
    {
        _isOver = true;
        _content?.Unload();
        (_content, _fitting, _lifecycle) = (null, [], null);
        _options.Replaces?.EndChange(isOver: false);
    }

    /// <summary>Reverts the change, then undoes the rest of the load.</summary>
    public async ValueTask RollBackAsync(LibraryWait wait)
    {
        try
        {
            if (wait.IsAsync)
                await _change!.RollBackAsync(_options.Timeout, _isTold).ConfigureAwait(false);
            else
                _change!.RollBack(_options.Timeout, _isTold);
        }
        finally
        {
            await AbandonAsync(wait).ConfigureAwait(false);
        }
    }

    /// <summary>Returns the exception that the caller gets in place of this one; null if this one is rethrown.</summary>
    public PatchLibraryException? Failure(Exception exception)
        => exception is PatchLibraryException or PatchTimeoutException or PatchDeadlockException or OperationCanceledException
            ? null
            : new PatchLibraryException($"{_name} cannot be loaded: {exception.Message.TrimEnd('.')}. Nothing has changed.", [exception.Message], exception);

    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    private void Fit(LibraryContent content)
    {
        var problems = new LibraryProblems(_name);
        var skipped = new List<SkippedPatch>();

        At(LibraryStep.Find);
        var types = content.Only is { } only ? [only] : LibraryTypes.Of(content.Assembly, problems);
        var usages = new PatchReader(problems, skipped).Read(types);
        _lifecycle = LibraryLifecycle.Find(types, problems);
        if (usages.Count == 0 && skipped.Count == 0 && !problems.Any)
            problems.Add($"{_name}: methods with [Patch] or [PatchCalls] were expected, but none was found");

        At(LibraryStep.Bind);
        var assemblies = new TargetAssemblies(_options.Targets, problems);
        var scope = new BindingScope(content.Name, _options.Only, _options.Order, _guard, _options.ShadowReport) { Features = _options.Features, Share = _options.Share, IsShadow = _options.Shadow };
        _fitting = new PatchBinder(problems, skipped, new TargetSearch(assemblies), new CallTargetSearch(assemblies), scope).Bind(usages);
        if (_options.Only is { } handle && _fitting.Count == 0 && !problems.Any)
            problems.Add(TargetText.NoneFor(handle, usages));

        problems.ThrowIfAny();
        _content = content with { Skipped = skipped };
    }

    private async ValueTask InitialiseAsync(LibraryWait wait)
    {
        At(LibraryStep.Initialise);
        var code = new LibraryCode(_name);

        // A library without a module initialiser and a lifecycle runs no code here, so it needs no thread.
        if (_content!.RunsCode || _lifecycle is not null)
            await code.RunAsync("its module initialiser, or the constructor of its lifecycle,", () => Initialise(code), wait).ConfigureAwait(false);
        else
            Initialise(code);
    }

    // Runs the module initialiser explicitly: otherwise the first delegate over a method of the library would run it, and a failure would look like one
    // of that patch.
    [UnconditionalSuppressMessage("Trimming", "IL2059", Justification = "The library was loaded as it is; nothing has trimmed it.")]
    private void Initialise(LibraryCode code)
    {
        var content = _content!;
        try
        {
            RuntimeHelpers.RunModuleConstructor(content.Assembly.ManifestModule.ModuleHandle);
        }
        catch (TypeInitializationException exception)
        {
            var thrown = exception.InnerException ?? exception;
            var problem = $"its module initialiser threw {thrown.GetType().Name}: {thrown.Message}";
            throw new PatchLibraryException($"{_name}: {problem.TrimEnd('.')}. Nothing has changed.", [problem], thrown);
        }

        var patches = new List<BoundPatch>();
        var skipped = content.Skipped.ToList();
        foreach (var patch in _fitting)
        {
            // The caller has given up. A handle that came into use now would keep the library in memory.
            if (_isOver)
                return;

            try
            {
                patches.Add(patch.Bind());
            }
            catch (PatchException exception) when (!patch.Usage.IsRequired)
            {
                skipped.Add(new SkippedPatch(patch.Method, exception.Message));
            }
        }

        if (_isOver)
            return;

        var lifecycle = LibraryLifecycle.Create(_name, code, _lifecycle);
        _content = content with { Patches = patches, Skipped = skipped, Lifecycle = lifecycle };
    }

    private async ValueTask AskLifecyclesAsync(LibraryWait wait)
    {
        At(LibraryStep.Applying);
        if (_content!.Lifecycle is { } applying)
            await applying.ApplyingAsync(ApplicationOf(_content), wait).ConfigureAwait(false);

        if (_replaced?.Lifecycle is not { } restoring)
            return;

        // Set first: if OnRestoring throws, OnApplied must be called again all the same.
        At(LibraryStep.Restoring);
        _isReplacedTold = true;
        await restoring.RestoringAsync(ApplicationOf(_replaced), wait).ConfigureAwait(false);
    }

    private PatchApplication ApplicationOf(LibraryContent content) => content.Application(isUpdate: _replaced is not null);

    private void At(LibraryStep step) => _options.Fault?.Invoke(step);
}
