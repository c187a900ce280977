using Hotpatch.Fody.Metadata;
using Mono.Cecil;

namespace Hotpatch.Fody.Weaving;

/// <summary>What every step of weaving one module shares; nothing in it changes after it was made.</summary>
internal sealed record WeavingContext(ModuleDefinition Module, FrameworkTypes Framework, RuntimeMembers Runtime);
