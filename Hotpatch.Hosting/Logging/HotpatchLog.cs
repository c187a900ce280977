using Microsoft.Extensions.Logging;

namespace Hotpatch.Hosting.Logging;

/// <summary>The messages that Hotpatch logs. Their event ids are stable: users filter by them.</summary>
internal static partial class HotpatchLog
{
    /// <summary>The category of all messages.</summary>
    public const string Category = "Hotpatch";

    [LoggerMessage(1, LogLevel.Information, "Watching {Folder}: {Applied} libraries applied, {Refused} refused")]
    public static partial void Watching(this ILogger logger, string folder, int applied, int refused);

    [LoggerMessage(2, LogLevel.Information, "Stopped watching {Folder}")]
    public static partial void NotWatching(this ILogger logger, string folder);

    [LoggerMessage(3, LogLevel.Information, "Applied {Library} {Version} from {Path} in {Duration}: {Patches}")]
    public static partial void Applied(this ILogger logger, string library, Version? version, string path, TimeSpan duration, string patches);

    [LoggerMessage(4, LogLevel.Information, "Updated {Library} to {Version} from {Path} in {Duration}: {Patches}")]
    public static partial void Updated(this ILogger logger, string library, Version? version, string path, TimeSpan duration, string patches);

    [LoggerMessage(5, LogLevel.Information, "Removed {Library} {Version}, whose file was {Path}, in {Duration}")]
    public static partial void Removed(this ILogger logger, string library, Version? version, string path, TimeSpan duration);

    [LoggerMessage(6, LogLevel.Error, "Refused {Path}: {Reason}")]
    public static partial void Refused(this ILogger logger, string path, string reason);

    [LoggerMessage(7, LogLevel.Warning, "Left out {Method} of {Library}: {Reason}")]
    public static partial void LeftOut(this ILogger logger, string method, string library, string reason);

    [LoggerMessage(8, LogLevel.Error, "Too many exceptions, so the patch was removed: {Guard}")]
    public static partial void GuardFired(this ILogger logger, FaultGuard guard, Exception? exception);

    [LoggerMessage(9, LogLevel.Information, "{Method} has changed: {Patches}")]
    public static partial void MethodChanged(this ILogger logger, string method, string patches);

    [LoggerMessage(10, LogLevel.Information, "Waited {Duration} for running calls of {Methods}")]
    public static partial void Waited(this ILogger logger, TimeSpan duration, string methods);

    [LoggerMessage(11, LogLevel.Warning, "Gave up after waiting {Duration} for running calls of {Methods}: nothing has changed")]
    public static partial void GaveUp(this ILogger logger, TimeSpan duration, string methods);

    [LoggerMessage(12, LogLevel.Error, "The changed options of Hotpatch are refused, and the earlier ones stay in effect: {Reason}")]
    public static partial void OptionsRefused(this ILogger logger, string reason);

    [LoggerMessage(13, LogLevel.Warning, "Can't measure {Method}: {Reason}")]
    public static partial void NotMeasured(this ILogger logger, string method, string reason);

    [LoggerMessage(14, LogLevel.Warning, "{Pattern} matches no patchable method of the assemblies that are loaded now, so its calls aren't measured yet")]
    public static partial void NothingToMeasure(this ILogger logger, string pattern);

    [LoggerMessage(15, LogLevel.Information, "The control channel is open at {Path}: {Mode}")]
    public static partial void ControlOpened(this ILogger logger, string path, string mode);

    [LoggerMessage(16, LogLevel.Information, "{Client}: {Command}")]
    public static partial void Command(this ILogger logger, string client, string command);

    [LoggerMessage(17, LogLevel.Warning, "The control channel has refused a client: {Reason}")]
    public static partial void ClientRefused(this ILogger logger, string reason);

    [LoggerMessage(18, LogLevel.Warning, "A client of the control channel was cut off: {Reason}")]
    public static partial void ClientFailed(this ILogger logger, string reason);

    [LoggerMessage(19, LogLevel.Error, "The control channel can't be opened: {Reason}")]
    public static partial void ControlNotOpened(this ILogger logger, string reason);

    [LoggerMessage(20, LogLevel.Warning, "{Client}: {Command} was refused: {Reason}")]
    public static partial void CommandRefused(this ILogger logger, string client, string command, string reason);

    [LoggerMessage(21, LogLevel.Information, "The control channel at {Path} is closed")]
    public static partial void ControlClosed(this ILogger logger, string path);

    [LoggerMessage(22, LogLevel.Error, "The feature flag {Feature} can't be evaluated, so calls run the code without its patches: {Reason}")]
    public static partial void FeatureFailed(this ILogger logger, string feature, string reason, Exception? exception);

    [LoggerMessage(23, LogLevel.Warning, "{Library} names the feature flag {Feature}, but there is no flag of that name: its patches run for no call")]
    public static partial void FeatureUnknown(this ILogger logger, string library, string feature);
}
