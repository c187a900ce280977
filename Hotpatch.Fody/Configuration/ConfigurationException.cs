namespace Hotpatch.Fody.Configuration;

/// <summary>FodyWeavers.xml holds something that this version does not know.</summary>
internal sealed class ConfigurationException(string message) : Exception(message);
