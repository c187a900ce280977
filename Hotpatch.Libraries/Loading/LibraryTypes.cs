using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Libraries.Binding;
using Hotpatch.Libraries.Reports;

namespace Hotpatch.Libraries.Loading;

/// <summary>Reads the types of a library.</summary>
internal static class LibraryTypes
{
    /// <summary>
    /// Returns the types, in the order in which the library declares them. Adds a problem for each reason why a type cannot be loaded.
    /// </summary>
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static IReadOnlyList<Type> Of(Assembly library, LibraryProblems problems)
    {
        try
        {
            return library.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            var reasons = exception.LoaderExceptions.Select(reason => reason?.Message).OfType<string>().Distinct(StringComparer.Ordinal);
            foreach (var reason in reasons)
                problems.Add($"{problems.Library}: types that can be loaded were expected, but: {reason}");

            if (!problems.Any)
                problems.Add($"{problems.Library}: types that can be loaded were expected, but: {exception.Message}");

            return exception.Types.OfType<Type>().ToArray();
        }
    }
}
