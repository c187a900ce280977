using System.Diagnostics.CodeAnalysis;
using Hotpatch.Libraries.Binding;
using Hotpatch.Sets;

namespace Hotpatch.Libraries.Loading;

/// <summary>One attempt to load a library. Whatever fails, all is as it was: the slots, the layers, the contexts, the library that was to go.</summary>
internal sealed class LibraryLoad
{
    private readonly string _name;
    private readonly PatchLibraryOptions _options;
    private readonly LibraryContent? _replaced;
    private LibraryContent? _content;
    private LibraryChange? _change;
    private bool _isReplacedTold;
    private bool _isTold;

    private LibraryLoad(string name, PatchLibraryOptions options)
    {
        (_name, _options) = (name, options);
        _replaced = options.Replaces?.BeginChange();
    }

    /// <summary>What puts the patches in effect.</summary>
    public SetChange Change => _change!.Set;

    /// <summary>Everything before the change.</summary>
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
            load._content = load.Bind(load._content);
            load.AskLifecycles(load._content);
            load.At(LibraryStep.Change);
            load._change = new LibraryChange(load._replaced?.Patches ?? [], load._content.Patches);
            return load;
        }
        catch (Exception exception)
        {
            load.Abandon();
            if (load.Failure(exception) is { } failure)
                throw failure;

            throw;
        }
    }

    /// <summary>Everything after the change.</summary>
    public PatchLibrary End()
    {
        // A failure may still come, and takes all back; the old library goes last.
        At(LibraryStep.Applied);
        _content!.Lifecycle?.Applied(ApplicationOf(_content));
        At(LibraryStep.Tell);
        _isTold = true;
        Change.Tell();
        _options.Replaces?.EndChange(isOver: true);
        return new PatchLibrary(_content, _options);
    }

    /// <summary>Takes back what <see cref="Begin"/> has done, where the change was not made or is taken back.</summary>
    public void Abandon()
    {
        if (_isReplacedTold)
            _replaced!.Lifecycle?.AppliedAgain(ApplicationOf(_replaced));

        _content?.Unload();
        _content = null;
        _options.Replaces?.EndChange(isOver: false);
    }

    /// <summary>Takes the change back, then the rest.</summary>
    public void RollBack()
    {
        try
        {
            _change!.RollBack(_options.Timeout, _isTold);
        }
        finally
        {
            Abandon();
        }
    }

    /// <summary>As <see cref="RollBack"/>, without holding a thread while it waits.</summary>
    public async Task RollBackAsync()
    {
        try
        {
            await _change!.RollBackAsync(_options.Timeout, _isTold).ConfigureAwait(false);
        }
        finally
        {
            Abandon();
        }
    }

    /// <summary>What the caller gets in place of an exception; null for those that are thrown as they are.</summary>
    public PatchLibraryException? Failure(Exception exception)
        => exception is PatchLibraryException or PatchTimeoutException or PatchDeadlockException or OperationCanceledException
            ? null
            : new PatchLibraryException($"{_name} was expected to load, but: {exception.Message} Nothing has changed.", [exception.Message], exception);

    [RequiresDynamicCode(LibraryTexts.NeedsJit)]
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    private LibraryContent Bind(LibraryContent content)
    {
        var problems = new LibraryProblems(_name);
        var skipped = new List<SkippedPatch>();

        At(LibraryStep.Find);
        var types = LibraryTypes.Of(content.Assembly, problems);
        var usages = new PatchReader(problems, skipped).Read(types);
        var lifecycle = LibraryLifecycle.Find(types, problems);
        if (usages.Count == 0 && skipped.Count == 0 && !problems.Any)
            problems.Add($"{_name}: methods with [Patch] were expected, but none was found");

        At(LibraryStep.Bind);
        var search = new TargetSearch(new TargetAssemblies(_options.Targets, problems));
        var patches = new PatchBinder(problems, skipped, search, _options).Bind(usages);
        if (_options.Only is { } only && patches.Count == 0 && !problems.Any)
            problems.Add(TargetText.NoneFor(only, usages));

        problems.ThrowIfAny();
        return content with { Patches = patches, Skipped = skipped, Lifecycle = LibraryLifecycle.Create(_name, lifecycle) };
    }

    private void AskLifecycles(LibraryContent content)
    {
        At(LibraryStep.Applying);
        content.Lifecycle?.Applying(ApplicationOf(content));
        if (_replaced?.Lifecycle is not { } lifecycle)
            return;

        // Also where it throws halfway: it is told that it goes on.
        At(LibraryStep.Restoring);
        _isReplacedTold = true;
        lifecycle.Restoring(ApplicationOf(_replaced));
    }

    private PatchApplication ApplicationOf(LibraryContent content) => content.Application(isUpdate: _replaced is not null);

    private void At(LibraryStep step) => _options.Fault?.Invoke(step);
}
