using System.Runtime.CompilerServices;
using Hotpatch.Analyzers.Handles.Model;

namespace Hotpatch.Analyzers.Handles.Declarations;

/// <summary>Everything outside of a type that its handles depend on.</summary>
/// <param name="project">The project.</param>
/// <param name="settings">The project's settings for handles.</param>
internal sealed class Surroundings(ProjectDeclarations project, HandleSettings settings)
{
    /// <summary>The results of earlier comparisons. Every type makes the same ones.</summary>
    private readonly ConditionalWeakTable<Surroundings, object> _answers = new();

    public HandleSettings Settings => settings;

    private ProjectDeclarations Project => project;

    /// <summary>Whether the surroundings are the same for a type whose declarations name no members of other types.</summary>
    public bool AreSame(Surroundings other)
        => this == other || (bool)_answers.GetValue(other, key => settings == key.Settings && project.HasSameSurroundings(key.Project));
}
