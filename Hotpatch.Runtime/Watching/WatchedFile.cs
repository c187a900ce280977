using System.Security.Cryptography;
using Hotpatch.Trust;

namespace Hotpatch.Watching;

/// <summary>One name in the folder: what lies there, since when it has been so, and what was made of it.</summary>
internal sealed class WatchedFile<TLibrary>(string path)
    where TLibrary : class
{
    private FileStamp? _seen;
    private TimeSpan _since;
    private bool _noticed;

    // What the last attempt was made with, how many assemblies the program had loaded then, and what came of it.
    private FileStamp? _taken;
    private int _targets;
    private string? _content;

    public string Path => path;

    public string Name { get; } = System.IO.Path.GetFileName(path);

    public TLibrary? Library { get; private set; }

    public Failure? Failure { get; private set; }

    /// <summary>Whether there is nothing to remember of it.</summary>
    public bool IsForgotten => _seen is null && _taken is null && Library is null && Failure is null;

    /// <summary>Notes what lies there now.</summary>
    /// <param name="stamp">Null for nothing.</param>
    /// <param name="now">The time.</param>
    /// <param name="noticed">Whether the system has told that something was done to it.</param>
    /// <returns>Whether it is another than before.</returns>
    public bool See(FileStamp? stamp, TimeSpan now, bool noticed)
    {
        var changed = stamp != _seen;
        if (changed || noticed)
            (_seen, _since) = (stamp, now);

        _noticed |= noticed;
        return changed;
    }

    /// <summary>What lies there has done so for long: it need not settle.</summary>
    public void SeeAsOld() => _since = TimeSpan.MinValue;

    /// <summary>When it has been the same for so long that something shall be done with it; null where nothing is to be done.</summary>
    /// <param name="settle">How long.</param>
    /// <param name="retries">Whether what may be over is tried again.</param>
    /// <param name="targets">How many assemblies the program has loaded.</param>
    public TimeSpan? DueAt(TimeSpan settle, bool retries, int targets)
        => !HasWork(retries, targets) ? null : _since == TimeSpan.MinValue ? _since : _since + settle;

    /// <summary>Does what is to be done.</summary>
    /// <returns>What has happened; null for nothing that is worth to be told.</returns>
    public FolderChange<TLibrary>? Work(ILibraryLoader<TLibrary> loader, int targets)
    {
        var onlyNoticed = Library is not null && Failure is null && _seen?.File == _taken?.File;
        (_noticed, _taken, _targets) = (false, _seen, targets);
        string? content = null;
        try
        {
            if (_seen is null)
                return Remove(loader);

            // To look at it; what is loaded is what the loader reads and checks. Should it be another, the stamp will be another too.
            var bytes = PatchTrust.Anyone.Read(path).Bytes;
            content = Convert.ToHexString(SHA256.HashData(bytes));
            if (onlyNoticed && content == _content)
                return null;

            return DependencyCheck.IsDependency(bytes) ? Remove(loader) : Load(loader, content);
        }
#pragma warning disable CA1031 // Whatever a library or its loading throws, the others go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Fail(exception, content);
        }
    }

    /// <summary>Takes the library back, whatever lies there.</summary>
    public FolderChange<TLibrary>? End(ILibraryLoader<TLibrary> loader)
    {
        try
        {
            return Remove(loader);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Fail(exception, content: null);
        }
    }

    private bool HasWork(bool retries, int targets)
    {
        if (_noticed && _seen is not null)
            return true;

        // With a library that is as it should be, only its own file counts; where one was refused, its signature does too.
        if (Failure is null ? _seen?.File != _taken?.File : _seen != _taken)
            return true;

        return Failure is { } failure && retries && (failure.IsPassing || (failure.IsOfTargets && _seen is not null && _targets != targets));
    }

    private FolderChange<TLibrary> Load(ILibraryLoader<TLibrary> loader, string content)
    {
        var replaced = Library;
        Library = loader.Load(path, Name, replaced);
        (_content, Failure) = (content, null);
        return new(replaced is null ? PatchDirectoryChange.Applied : PatchDirectoryChange.Updated, path, Library, Exception: null);
    }

    private FolderChange<TLibrary>? Remove(ILibraryLoader<TLibrary> loader)
    {
        var library = Library;
        if (library is not null)
            loader.Unload(library);

        (Library, _content, Failure) = (null, null, null);
        return library is null ? null : new(PatchDirectoryChange.Removed, path, library, Exception: null);
    }

    private FolderChange<TLibrary>? Fail(Exception exception, string? content)
    {
        // That something cannot be taken back now says nothing about later.
        var failure = Failure.Of(exception, content);
        if (_seen is null)
            failure = failure with { IsPassing = true };

        var isKnown = failure.IsSameAs(Failure);
        Failure = failure;
        return isKnown ? null : new(PatchDirectoryChange.Failed, path, Library, exception);
    }
}
