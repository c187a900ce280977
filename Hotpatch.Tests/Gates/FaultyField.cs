using System.Globalization;
using System.Reflection;

namespace Hotpatch.Tests.Gates;

/// <summary>A static field that throws when it is written, as long as it is told to.</summary>
internal sealed class FaultyField(FieldInfo actual) : FieldInfo
{
    public bool Throws { get; set; }

    public override FieldAttributes Attributes => actual.Attributes;

    public override RuntimeFieldHandle FieldHandle => actual.FieldHandle;

    public override Type FieldType => actual.FieldType;

    public override Type? DeclaringType => actual.DeclaringType;

    public override string Name => actual.Name;

    public override Type? ReflectedType => actual.ReflectedType;

    public override object? GetValue(object? obj) => actual.GetValue(obj);

    public override void SetValue(object? obj, object? value, BindingFlags invokeAttr, Binder? binder, CultureInfo? culture)
    {
        if (Throws)
            throw new InvalidOperationException("the slot cannot be written");

        actual.SetValue(obj, value, invokeAttr, binder, culture);
    }

    public override object[] GetCustomAttributes(bool inherit) => actual.GetCustomAttributes(inherit);

    public override object[] GetCustomAttributes(Type attributeType, bool inherit) => actual.GetCustomAttributes(attributeType, inherit);

    public override bool IsDefined(Type attributeType, bool inherit) => actual.IsDefined(attributeType, inherit);
}
