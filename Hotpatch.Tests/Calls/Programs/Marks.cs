using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Hotpatch;

[assembly: PatchableCalls(typeof(DateTime), nameof(DateTime.Parse), nameof(DateTime.AddDays), nameof(DateTime.Year), "op_Addition", ".ctor", nameof(DateTime.UtcNow), nameof(DateTime.ToString))]
[assembly: PatchableCalls(typeof(List<>), nameof(List<int>.Add), "Item", nameof(List<int>.Count), ".ctor", nameof(List<int>.ConvertAll))]
[assembly: PatchableCalls(typeof(List<>.Enumerator), "MoveNext", "Current")]
[assembly: PatchableCalls(typeof(StringBuilder))]
[assembly: PatchableCalls(typeof(int), nameof(int.TryParse), nameof(int.CompareTo), nameof(int.Parse))]
[assembly: PatchableCalls(typeof(object), "ToString", "GetHashCode", "Equals")]
[assembly: PatchableCalls(typeof(IComparable<>), nameof(IComparable<int>.CompareTo))]
[assembly: PatchableCalls(typeof(IDisposable))]
[assembly: PatchableCalls(typeof(Enumerable), nameof(Enumerable.Select), nameof(Enumerable.ToArray), nameof(Enumerable.Sum))]
[assembly: PatchableCalls(typeof(Activator), "CreateInstance")]
[assembly: PatchableCalls(typeof(Enum), "Parse")]
[assembly: PatchableCalls(typeof(Dictionary<,>), "TryGetValue", "set_Item", "get_Item", ".ctor")]
[assembly: PatchableCalls(typeof(Span<>), "Slice", "Item", "Length", "Fill", "op_Implicit", ".ctor")]
[assembly: PatchableCalls(typeof(MemoryExtensions), nameof(MemoryExtensions.AsSpan))]
[assembly: PatchableCalls(typeof(decimal), "op_Multiply", "op_Implicit", "op_Explicit", ".ctor")]
[assembly: PatchableCalls(typeof(string), "Concat", "Join", "Length", "Chars", "Equals", "op_Equality", ".ctor", "Contains")]
[assembly: PatchableCalls(typeof(Task), nameof(Task.Delay), nameof(Task.FromResult), "Run")]
[assembly: PatchableCalls(typeof(Nullable<>), "Value", "HasValue", "GetValueOrDefault", ".ctor")]
[assembly: PatchableCalls(typeof(Lazy<>), ".ctor", "Value")]
[assembly: PatchableCalls(typeof(Exception), ".ctor", "Message")]
[assembly: PatchableCalls(typeof(InvalidOperationException))]
[assembly: PatchableCalls(typeof(IEnumerator<>), "Current")]
[assembly: PatchableCalls(typeof(System.Collections.IEnumerator), "MoveNext")]
[assembly: PatchableCalls(typeof(IEnumerable<>), "GetEnumerator")]
[assembly: PatchableCalls(typeof(Interlocked), "Increment", "Exchange")]
[assembly: PatchableCalls(typeof(CultureInfo), "InvariantCulture")]
[assembly: PatchableCalls(typeof(MemoryStream), ".ctor", "ToArray")]
[assembly: PatchableCalls(typeof(Stream), "WriteByte", "Write", "Length", "ReadAsync")]
[assembly: PatchableCalls(typeof(Func<,>), "Invoke")]
[assembly: PatchableCalls(typeof(AppDomain), "ProcessExit", "CurrentDomain")]
[assembly: PatchableCalls(typeof(Math), "Max", "Abs")]
[assembly: PatchableCalls(typeof(Array), "Sort", "IndexOf", "Length")]
[assembly: PatchableCalls(typeof(KeyValuePair<,>), "Key", "Value", ".ctor")]
[assembly: PatchableCalls(typeof(Guid), ".ctor", "ToString", "Equals")]
[assembly: PatchableCalls(typeof(TimeSpan), "FromDays", "TotalHours", ".ctor")]
