namespace Hotpatch.Libraries.Watching;

/// <summary>
/// The reason why a file is not applied as it lies there. Keeps the text of the exception only: the exception may come from the library and would keep
/// the library in memory.
/// </summary>
/// <param name="Message">The message of the exception.</param>
/// <param name="Kind">The type of the exception.</param>
/// <param name="Content">The hash of the file's content; null if the file was not read.</param>
internal sealed record Failure(string Message, Type Kind, string? Content)
{
    public static Failure Of(Exception exception, string? content)
        => new(exception.Message, exception.GetType(), content)
        {
            IsPassing = exception is (PatchTimeoutException and not LibraryTimeoutException) or PatchDeadlockException || IsOfFiles(exception) || IsOfFiles(exception.InnerException),
            IsOfTargets = exception is not (PatchTrustException or LibraryTimeoutException),
        };

    /// <summary>
    /// Gets whether the reason may pass without a change of the file: running calls end, and access rights are granted. A time-out of the library's own
    /// code is not one of these: the code still runs, and each retry would run it once more.
    /// </summary>
    public bool IsPassing { get; init; }

    /// <summary>Gets whether the reason may pass when the program loads another assembly, which may hold the library's targets.</summary>
    public bool IsOfTargets { get; init; }

    /// <summary>
    /// Returns whether this is the same failure as another one, which was already reported. Ignores the messages, since numbers in them can differ each time.
    /// </summary>
    public bool IsSameAs(Failure? other) => other is not null && Kind == other.Kind && Content == other.Content;

    private static bool IsOfFiles(Exception? exception) => exception is IOException or UnauthorizedAccessException;
}
