using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Binding;
using Hotpatch.Libraries.Reports;
using Hotpatch.Libraries.Watching;

namespace Hotpatch.Libraries.Loading;

/// <summary>
/// One attempt to load a library. Whatever fails, all is as it was: the slots, the layers, the contexts, the library that was to go. Nothing of the
/// library runs before all is known to fit.
/// </summary>
internal sealed class LibraryLoad
{
    private readonly string _name;
    private readonly PatchLibraryOptions _options;
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
        _replaced = options.Replaces?.BeginChange();
    }

    /// <summary>What puts the patches in effect.</summary>
    public PatchChange Change => _change!;

    /// <summary>The handles that are there to be changed.</summary>
    public IEnumerable<PatchHandle> Handles => _fitting.SelectMany(patch => patch.Handles).Concat(LibraryGates.HandlesOf(_replaced?.Patches ?? []));

    /// <summary>Reads the library and sees whether it fits. Nothing of it runs.</summary>
    /// <param name="name">The library's name, for messages until it has told its own.</param>
    /// <param name="open">Reads the library.</param>
    /// <param name="options">How.</param>
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

    /// <summary>Everything else before the change: here the library's own code runs.</summary>
    public async ValueTask StartAsync(LibraryWait wait)
    {
        await InitialiseAsync(wait).ConfigureAwait(false);
        await AskLifecyclesAsync(wait).ConfigureAwait(false);
        At(LibraryStep.Change);
        _change = LibraryChange.Of(_replaced?.Patches ?? [], _content!.Patches);
    }

    /// <summary>Everything after the change.</summary>
    public async ValueTask<PatchLibrary> EndAsync(LibraryWait wait)
    {
        // A failure may still come, and takes all back; the old library goes last.
        At(LibraryStep.Applied);
        if (_content!.Lifecycle is { } lifecycle)
            await lifecycle.AppliedAsync(ApplicationOf(_content), wait).ConfigureAwait(false);

        At(LibraryStep.Tell);
        _isTold = true;
        Change.Tell();
        _options.Replaces?.EndChange(isOver: true);
        return new PatchLibrary(_content, _options);
    }

    /// <summary>Takes back what was done, where the change was not made or is taken back.</summary>
    public async ValueTask AbandonAsync(LibraryWait wait)
    {
        if (_isReplacedTold)
            await _replaced!.Lifecycle!.AppliedAgainAsync(ApplicationOf(_replaced), wait).ConfigureAwait(false);

        LetGo();
    }

    /// <summary>Takes back what <see cref="Begin"/> has done.</summary>
    public void LetGo()
    {
        _isOver = true;
        _content?.Unload();
        (_content, _fitting, _lifecycle) = (null, [], null);
        _options.Replaces?.EndChange(isOver: false);
    }

    /// <summary>Takes the change back, then the rest.</summary>
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

    /// <summary>What the caller gets in place of an exception; null for those that are thrown as they are.</summary>
    public PatchLibraryException? Failure(Exception exception)
        => exception is PatchLibraryException or PatchTimeoutException or PatchDeadlockException or OperationCanceledException
            ? null
            : new PatchLibraryException($"{_name} was expected to load, but: {exception.Message.TrimEnd('.')}. Nothing has changed.", [exception.Message], exception);

    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    private void Fit(LibraryContent content)
    {
        var problems = new LibraryProblems(_name);
        var skipped = new List<SkippedPatch>();

        At(LibraryStep.Find);
        var types = LibraryTypes.Of(content.Assembly, problems);
        var usages = new PatchReader(problems, skipped).Read(types);
        _lifecycle = LibraryLifecycle.Find(types, problems);
        if (usages.Count == 0 && skipped.Count == 0 && !problems.Any)
            problems.Add($"{_name}: methods with [Patch] were expected, but none was found");

        At(LibraryStep.Bind);
        var search = new TargetSearch(new TargetAssemblies(_options.Targets, problems));
        _fitting = new PatchBinder(problems, skipped, search, new BindingScope(_options.Only, _options.Order)).Bind(usages);
        if (_options.Only is { } only && _fitting.Count == 0 && !problems.Any)
            problems.Add(TargetText.NoneFor(only, usages));

        problems.ThrowIfAny();
        _content = content with { Skipped = skipped };
    }

    private async ValueTask InitialiseAsync(LibraryWait wait)
    {
        At(LibraryStep.Initialise);
        var code = new LibraryCode(_name);

        // Most libraries have nothing that runs by itself, and need no thread for it.
        if (_content!.RunsCode || _lifecycle is not null)
            await code.RunAsync("its module initialiser, or the constructor of its lifecycle,", () => Initialise(code), wait).ConfigureAwait(false);
        else
            Initialise(code);
    }

    // Before the delegates, of which the first would run it: there, who has failed could not be told.
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
            var problem = $"its module initialiser has thrown {thrown.GetType().Name}: {thrown.Message}";
            throw new PatchLibraryException($"{_name}: {problem.TrimEnd('.')}. Nothing has changed.", [problem], thrown);
        }

        var patches = new List<BoundPatch>();
        var skipped = content.Skipped.ToList();
        foreach (var patch in _fitting)
        {
            // Nobody waits any more, and handles that came into use now would keep the library.
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

        // Also where it throws halfway: it is told that it goes on.
        At(LibraryStep.Restoring);
        _isReplacedTold = true;
        await restoring.RestoringAsync(ApplicationOf(_replaced), wait).ConfigureAwait(false);
    }

    private PatchApplication ApplicationOf(LibraryContent content) => content.Application(isUpdate: _replaced is not null);

    private void At(LibraryStep step) => _options.Fault?.Invoke(step);
}
