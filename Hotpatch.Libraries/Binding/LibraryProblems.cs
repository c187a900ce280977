namespace Hotpatch.Libraries.Binding;

/// <summary>Collects the problems of a library, so that one attempt to load it shows all of them.</summary>
/// <param name="library">The library's name.</param>
internal sealed class LibraryProblems(string library)
{
    private readonly List<string> _problems = [];

    public string Library => library;

    public bool Any => _problems.Count > 0;

    public void Add(string problem) => _problems.Add(problem);

    /// <summary>Throws an exception with all problems, if there are any.</summary>
    /// <exception cref="PatchLibraryException">Problems were added.</exception>
    public void ThrowIfAny()
    {
        if (!Any)
            return;

        var found = _problems.Count == 1 ? "one problem was found" : $"{_problems.Count} problems were found";
        var lines = string.Join(Environment.NewLine, _problems.Select(problem => "- " + problem));
        throw new PatchLibraryException(
            $"{library} cannot be loaded: a patch library whose patches fit was expected, but {found}. Nothing has changed.{Environment.NewLine}{lines}", _problems.ToArray());
    }
}
