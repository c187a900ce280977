namespace Hotpatch.Libraries.Binding;

/// <summary>All that is wrong with a library, collected, so that one attempt shows it all.</summary>
/// <param name="library">The library's name.</param>
internal sealed class LibraryProblems(string library)
{
    private readonly List<string> _problems = [];

    public string Library => library;

    public bool Any => _problems.Count > 0;

    public void Add(string problem) => _problems.Add(problem);

    /// <exception cref="PatchLibraryException">There are some.</exception>
    public void ThrowIfAny()
    {
        if (!Any)
            return;

        var found = _problems.Count == 1 ? "one problem was found" : $"{_problems.Count} problems were found";
        var lines = string.Join(Environment.NewLine, _problems.Select(problem => "- " + problem));
        throw new PatchLibraryException(
            $"{library}: a patch library that fits was expected, but {found}. Nothing has changed.{Environment.NewLine}{lines}", _problems.ToArray());
    }
}
