namespace Hotpatch.Libraries.Watching;

/// <summary>Why a file is not what is applied. It keeps the text only: an exception may come from the library, and would hold it in memory.</summary>
/// <param name="Message">What went wrong.</param>
/// <param name="Kind">The type of the exception.</param>
/// <param name="Content">The hash of the file's content; null where it was not read, or is gone.</param>
internal sealed record Failure(string Message, Type Kind, string? Content)
{
    public static Failure Of(Exception exception, string? content)
        => new(exception.Message, exception.GetType(), content)
        {
            IsPassing = exception is (PatchTimeoutException and not LibraryTimeoutException) or PatchDeadlockException || IsOfFiles(exception) || IsOfFiles(exception.InnerException),
            IsOfTargets = exception is not (PatchTrustException or LibraryTimeoutException),
        };

    /// <summary>
    /// Whether it may be over without the file having changed: running calls end, rights are given. Code of the library that does not end goes on
    /// anyway; more of it would run each time.
    /// </summary>
    public bool IsPassing { get; init; }

    /// <summary>Whether it may be over when the program has loaded another assembly, with what the library is for.</summary>
    public bool IsOfTargets { get; init; }

    /// <summary>Whether somebody has heard of it: numbers in the text may be others each time.</summary>
    public bool IsSameAs(Failure? other) => other is not null && Kind == other.Kind && Content == other.Content;

    private static bool IsOfFiles(Exception? exception) => exception is IOException or UnauthorizedAccessException;
}
