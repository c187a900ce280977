using Hotpatch.Fody.Configuration;
using Hotpatch.Fody.Diagnostics;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Metadata;

/// <summary>
/// Turns exceptions into build errors that name the method. Cecil can throw exceptions of any type if it reads a damaged assembly.
/// HP0012 is for damaged input, HP0014 for everything that no rule foresees.
/// </summary>
internal static class Failures
{
    /// <summary>Runs a step of weaving, and logs an exception from it as an error.</summary>
    public static void Log(WeaverLog log, ModuleDefinition module, Action step) => Log(log, module.Name, step);

    /// <summary>Runs a step of weaving, and logs an exception from it as an error about the assembly of that name.</summary>
    public static void Log(WeaverLog log, string assembly, Action step)
    {
        try
        {
            step();
        }
        catch (ConfigurationException exception)
        {
            log.Error(new HotpatchWeavingException(ErrorCode.UnknownConfiguration, exception.Message));
        }
        catch (HotpatchWeavingException exception)
        {
            log.Error(exception);
        }
#pragma warning disable CA1031 // Cecil throws exceptions of any type, and Fody would show a stack trace instead of a place.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.Error(Of(exception, assembly, method: null));
        }
    }

    /// <summary>Runs a step of weaving a method.</summary>
    /// <exception cref="HotpatchWeavingException">The step threw. The message names the method, unless it is that of a refusal.</exception>
    public static void Name(MethodDefinition method, Action step)
    {
        try
        {
            step();
        }
        catch (Exception exception) when (exception is not HotpatchWeavingException)
        {
            throw Of(exception, method);
        }
    }

    /// <summary>The build error for an exception from weaving a method.</summary>
    public static HotpatchWeavingException Of(Exception exception, MethodDefinition method) => Of(exception, $"{method.DeclaringType.FullName}.{method.Name}", method);

    private static HotpatchWeavingException Of(Exception exception, string subject, MethodDefinition? method)
        => IsUnreadable(exception)
            ? new(
                ErrorCode.UnreadableInput,
                $"{subject} could not be read: {Text(exception)}. The assembly, its symbols or a reference is damaged. Delete the bin and obj folders and "
                + "build again. If another tool writes the file, run that tool after Hotpatch.",
                PlaceOf(method),
                exception)
            : new(
                ErrorCode.UnexpectedFailure,
                $"{subject} could not be woven: {Text(exception)}. Either another tool has damaged the assembly, or this is a bug in Hotpatch.Fody. "
                + "Please report it, with the method's source and the output of dotnet build -v detailed.",
                PlaceOf(method),
                exception);

    // Fody's resolver wraps the exceptions of Cecil.
    private static bool IsUnreadable(Exception exception)
        => exception is BadImageFormatException or IOException || (exception.InnerException is { } inner && IsUnreadable(inner));

    /// <summary>The messages of the exception and its inner exceptions in one line, because a build shows only the first line of an error.</summary>
    private static string Text(Exception exception)
    {
        var text = $"{exception.GetType().Name}: {exception.Message.Replace("\r", string.Empty).Replace('\n', ' ').TrimEnd('.', ' ')}";
        return exception.InnerException is { } inner ? $"{text}. {Text(inner)}" : text;
    }

    // If the method's symbols are damaged, looking for its line throws too.
    private static SequencePoint? PlaceOf(MethodDefinition? method)
    {
        try
        {
            return method is null ? null : SourceLocation.Of(method);
        }
#pragma warning disable CA1031 // Cecil throws exceptions of any type.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
