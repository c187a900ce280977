namespace Hotpatch.Fody.Configuration;

/// <summary>FodyWeavers.xml has an attribute, element or value that this version doesn't know.</summary>
internal sealed class ConfigurationException(string message) : Exception(message);
