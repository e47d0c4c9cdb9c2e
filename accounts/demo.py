"""The people of the demo: user name, password, role, display name, staff number, department.

They exist only where DEMO is on; `load_people` refuses to make them elsewhere.
"""

DEMO_LOGINS = [
    ("agent", "sujing-agent", "agent", "坐席 0217", "0217", "处理一组"),
    ("agent2", "sujing-agent", "agent", "坐席 0233", "0233", "处理二组"),
    ("supervisor", "sujing-supervisor", "supervisor", "督导 周宁", "0031", "客户服务中心"),
    ("officer", "sujing-officer", "officer", "消保 何静", "0012", "消费者权益保护部"),
    ("admin", "sujing-admin", "administrator", "管理员", "0001", "示例银行"),
]
