using System.Reflection;

namespace Hotpatch.Tests.Libraries.Reading;

/// <summary>Looks at everything in an assembly as a program may that has loaded it, without running it. What the runtime refuses is an exception.</summary>
internal static class LoadedCode
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static void Explore(Assembly assembly)
    {
        Try(assembly.GetCustomAttributesData);
        Try(() => assembly.GetForwardedTypes());
        foreach (var name in assembly.GetManifestResourceNames())
            Try(() => assembly.GetManifestResourceStream(name)?.ReadByte());

        foreach (var type in assembly.GetTypes())
        {
            Attributes(type);
            Try(() => type.GetInterfaces());
            Try(() => type.BaseType);
            foreach (var member in Get(() => type.GetMembers(All)))
                Explore(member);
        }
    }

    private static void Explore(MemberInfo member)
    {
        Attributes(member);
        Try(() => member.ToString());
        switch (member)
        {
            case FieldInfo { IsLiteral: true } field:
                Try(field.GetRawConstantValue);
                break;
            case PropertyInfo property:
                Try(() => property.GetAccessors(nonPublic: true));
                break;
            case MethodBase method:
                foreach (var parameter in Get(method.GetParameters))
                    Try(() => (parameter.GetCustomAttributesData(), parameter.DefaultValue));

                Try(method.GetMethodBody);
                break;
        }
    }

    private static void Attributes(MemberInfo member)
    {
        foreach (var attribute in Get(member.GetCustomAttributesData))
            Try(() => attribute.ToString());
    }

    private static void Try<T>(Func<T> look)
    {
        try
        {
            _ = look();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The runtime says no; that it can say so is what is looked for.
        }
    }

    private static IEnumerable<T> Get<T>(Func<IEnumerable<T>> look)
    {
        try
        {
            return look();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return [];
        }
    }
}
