using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Hotpatch.Naming;

namespace Hotpatch.Libraries.Loading;

/// <summary>Calls what a library wants to do itself; what that throws, or refuses, becomes an exception that says where.</summary>
internal sealed class LibraryLifecycle(string library, IPatchLifecycle lifecycle)
{
    /// <summary>Finds the class; null where there is none.</summary>
    [RequiresUnreferencedCode(LibraryTexts.NeedsCode)]
    public static ConstructorInfo? Find(IReadOnlyList<Type> types, LibraryProblems problems)
    {
        var found = types.Where(type => !type.IsAbstract && typeof(IPatchLifecycle).IsAssignableFrom(type)).ToArray();
        if (found.Length == 0)
            return null;

        if (found.Length > 1)
        {
            problems.Add($"{problems.Library}: one class that implements {nameof(IPatchLifecycle)} was expected, but these were found: "
                + string.Join(" and ", found.Select(MethodName.Of)));
            return null;
        }

        var constructor = found[0].IsGenericType
            ? null
            : found[0].GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, Type.EmptyTypes);
        if (constructor is null)
            problems.Add($"{MethodName.Of(found[0])}: a class that is not generic, with a constructor without parameters, was expected of an {nameof(IPatchLifecycle)}");

        return constructor;
    }

    public static LibraryLifecycle? Create(string library, ConstructorInfo? constructor)
    {
        if (constructor is null)
            return null;

        try
        {
            return new LibraryLifecycle(
                library, (IPatchLifecycle)constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, parameters: null, culture: null));
        }
#pragma warning disable CA1031 // It is the library's; all is passed on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw Thrown(library, "The constructor of its lifecycle", exception);
        }
    }

    public void Applying(PatchApplication application) => Call(lifecycle.OnApplying, application, nameof(IPatchLifecycle.OnApplying));

    public void Applied(PatchApplication application) => Call(lifecycle.OnApplied, application, nameof(IPatchLifecycle.OnApplied));

    public void Restoring(PatchApplication application) => Call(lifecycle.OnRestoring, application, nameof(IPatchLifecycle.OnRestoring));

    /// <summary>Tells it that all is as it was after all. Whatever it throws, there is no further way back.</summary>
    public void AppliedAgain(PatchApplication application)
    {
        try
        {
            lifecycle.OnApplied(application);
        }
#pragma warning disable CA1031 // As said.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private void Call(Action<PatchApplication> callback, PatchApplication application, string name)
    {
        try
        {
            callback(application);
        }
#pragma warning disable CA1031 // It is the library's; all is passed on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw Thrown(library, name, exception);
        }

        if (application.Refusal is { } reason)
            throw new PatchLibraryException($"{library}: {name} refused: {reason}. Nothing has changed.", [reason]);
    }

    private static PatchLibraryException Thrown(string library, string where, Exception exception)
    {
        var problem = $"{where} has thrown {exception.GetType().Name}: {exception.Message}";
        return new PatchLibraryException($"{library}: {problem} Nothing has changed.", [problem], exception);
    }
}
