namespace Hotpatch;

/// <summary>
/// Makes calls patchable that this assembly makes to methods of other assemblies: those of .NET, of packages, of anything that you don't build. The
/// called methods stay as they are. Only calls in this assembly are affected.
/// </summary>
/// <remarks>
/// <para>
/// The weaver lets each such call go through a call stub, a generated patchable method that makes the call. Its handle is
/// <c>DateTime.Patches.get_UtcNow</c>, or before C# 14 <c>DateTimePatches.get_UtcNow</c>, which only this assembly sees.
/// <c>Patchable.Calls</c> finds the handle over the calls of all woven assemblies.
/// </para>
/// <para>
/// A replacement of an instance method has the instance as its first parameter. A replacement of a constructor returns the new object.
/// </para>
/// <para>
/// These calls stay as they are: <c>base.M()</c>, calls in expression trees, calls by reflection, and calls of protected members.
/// </para>
/// </remarks>
/// <param name="type">The type that declares the called methods; open if it is generic, as in <c>typeof(List&lt;&gt;)</c>.</param>
/// <param name="members">
/// The names of methods, properties and events; <c>.ctor</c> or <c>Constructor</c> for constructors, <c>Item</c> for indexers. All overloads of a name
/// are meant. Without names, all members of the type are meant.
/// </param>
/// <example>
/// <code>
/// [assembly: PatchableCalls(typeof(DateTime), nameof(DateTime.UtcNow))]
///
/// using (DateTime.Patches.get_UtcNow.PatchFlow(() => noon))
///     Assert.That(new Invoice().Date, Is.EqualTo(noon));
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class PatchableCallsAttribute(Type type, params string[] members) : Attribute
{
    /// <summary>Gets the type that declares the called methods.</summary>
    public Type Type { get; } = type;

    /// <summary>Gets the names of the members; empty if all members of the type are meant.</summary>
    public IReadOnlyList<string> Members { get; } = members;
}
