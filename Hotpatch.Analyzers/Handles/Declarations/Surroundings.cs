using System.Runtime.CompilerServices;
using Hotpatch.Analyzers.Handles.Model;

namespace Hotpatch.Analyzers.Handles.Declarations;

/// <summary>All that the handles of a type depend on outside of the type itself.</summary>
/// <param name="project">The project.</param>
/// <param name="settings">What it says of handles.</param>
internal sealed class Surroundings(ProjectDeclarations project, HandleSettings settings)
{
    /// <summary>The answers that were given, since each type asks the same.</summary>
    private readonly ConditionalWeakTable<Surroundings, object> _answers = new();

    public HandleSettings Settings => settings;

    private ProjectDeclarations Project => project;

    /// <summary>Whether nothing differs that types depend on which name no members of other types.</summary>
    public bool AreSame(Surroundings other)
        => this == other || (bool)_answers.GetValue(other, key => settings == key.Settings && project.HasSameSurroundings(key.Project));
}
